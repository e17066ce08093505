import { assemble } from './assemble.js';
import { sortedProblems } from './file-problems.js';
import { checkInput, type ManifestInput } from './manifest-input.js';
import type { ManifestTree } from './promotion-manifest.js';
import { entryOf } from './yaml-node.js';

/** Parses one file with both registries and images. The manifest is named after the path of the file. */
export function parsePlainManifest(input: ManifestInput): ManifestTree {
  const checked = checkInput(input, 'plain-manifest');
  const { manifest, problems, files } = assemble(input.shownAs, checked, {
    checked,
    list: entryOf(checked.root, 'images')?.value,
  });
  return {
    manifests: manifest ? [manifest] : [],
    problems: sortedProblems(problems),
    files,
    unknownFiles: [],
  };
}
