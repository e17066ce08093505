import { type ManifestTree, parsePlainManifest, parseThinTree } from '@cip/manifest';
import type { FoundManifests } from './read-location.js';

/** The manifests as they would be with other files; paths are as reports show them. */
export function parseAgain(
  { location, tree, pathInTree }: FoundManifests,
  changed: readonly { readonly file: string; readonly text: string }[],
): ManifestTree {
  const texts = new Map(tree.files.map(({ path, text }) => [path, text]));
  for (const { file, text } of changed) texts.set(file, text);
  const files = [...texts].map(([shownAs, text]) => ({ path: pathInTree(shownAs), shownAs, text }));
  const [only] = files;
  return location.kind === 'file' && only ? parsePlainManifest(only) : parseThinTree(files);
}
