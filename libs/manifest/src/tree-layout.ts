/**
 * What a path in a thin manifest tree is. `other` files may stand anywhere; `misplaced` ones look like manifests, and
 * `unknown` ones stand where only manifests belong. None of the three is ever read.
 */
export type TreeRole =
  | { readonly kind: 'manifest' | 'images'; readonly subproject: string }
  | { readonly kind: 'misplaced' | 'unknown' | 'other' };

const anywhere = /^(?:OWNERS|README.*)$/;
const misspelt = /^(?:images|promoter-manifests?)\.ya?ml$/i;

/** The role of a file, by its path relative to the tree's root, with `/`. Names that begin with a dot are `other`. */
export function roleInTree(path: string): TreeRole {
  const segments = path.split('/');
  if (segments.some((segment) => segment.startsWith('.'))) return { kind: 'other' };
  const [folder, subproject, fileName, ...deeper] = segments;
  if (subproject !== undefined && deeper.length === 0) {
    if (folder === 'manifests' && fileName === 'promoter-manifest.yaml')
      return { kind: 'manifest', subproject };
    if (folder === 'images' && fileName === 'images.yaml') return { kind: 'images', subproject };
  }
  const name = segments.at(-1) ?? '';
  if (misspelt.test(name)) return { kind: 'misplaced' };
  const belongs = (folder === 'images' || folder === 'manifests') && segments.length > 1;
  return { kind: belongs && !anywhere.test(name) ? 'unknown' : 'other' };
}
