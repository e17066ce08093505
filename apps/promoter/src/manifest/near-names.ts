import { findStandings, type ManifestTree } from '@cip/manifest';
import { nearest } from '@cip/policy';

/**
 * What in a tree a text may be a misspelling of: an image or a tag, or of an image that is there, one of its tags. At most
 * one of each kind.
 */
export function nearNames(tree: ManifestTree, text: string): string[] {
  const [name = '', wanted] = text.split(':', 2);
  const tagsOfImage = findStandings(tree, name).flatMap(({ tags }) => tags);
  if (wanted === undefined || tagsOfImage.length === 0) return nearWords(tree, text);
  const tag = nearest(wanted, tagsOfImage);
  return tag === undefined ? [] : [`${name}:${tag}`];
}

function nearWords({ manifests }: ManifestTree, text: string): string[] {
  const images = new Set<string>();
  const endings = new Map<string, string>();
  const tags = new Set<string>();
  for (const { images: all } of manifests) {
    for (const { name, digests } of all) {
      images.add(name);
      endings.set(name.slice(name.lastIndexOf('/') + 1), name);
      for (const digest of digests) for (const tag of digest.tags) tags.add(tag);
    }
  }
  const [name = ''] = text.split(/[:@]/, 1);
  const ending = nearest(name, endings.keys());
  const image = nearest(name, images) ?? (ending === undefined ? undefined : endings.get(ending));
  const tag = nearest(text, tags);
  return [image, tag].filter((found) => found !== undefined);
}
