/** The two folders of a thin manifest tree, and the file that each subproject has there. */
export const treeFolders = { images: 'images.yaml', manifests: 'promoter-manifest.yaml' } as const;

export type TreeFolder = keyof typeof treeFolders;

/** True for the names of the two folders, and not for what every object has, such as `constructor`. */
export function isTreeFolder(name: string): name is TreeFolder {
  return Object.hasOwn(treeFolders, name);
}
