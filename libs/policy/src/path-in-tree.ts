/** The path of a file as patterns of a policy mean it: `file` of a report without the folder of the tree. */
export function pathInTree(file: string, root: string): string {
  return root !== '' && file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file;
}
