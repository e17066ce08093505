/** What a path in a thin manifest tree is. `other` files are never read. */
export type TreeRole =
  | { readonly kind: 'manifest' | 'images'; readonly subproject: string }
  | { readonly kind: 'misplaced' | 'other' };

const misspelt = /^(?:images|promoter-manifests?)\.ya?ml$/i;

/** The role of a path, relative to the tree's root, with `/`. Whatever has a name that begins with a dot is `other`. */
export function roleInTree(path: string): TreeRole {
  const segments = path.split('/');
  if (segments.some((segment) => segment.startsWith('.'))) return { kind: 'other' };
  const [folder, subproject, fileName, ...deeper] = segments;
  if (subproject !== undefined && deeper.length === 0) {
    if (folder === 'manifests' && fileName === 'promoter-manifest.yaml')
      return { kind: 'manifest', subproject };
    if (folder === 'images' && fileName === 'images.yaml') return { kind: 'images', subproject };
  }
  return { kind: misspelt.test(segments.at(-1) ?? '') ? 'misplaced' : 'other' };
}
