import { assemble } from './assemble.js';
import { sortedProblems } from './file-problems.js';
import { checkingInput, type ManifestInput } from './manifest-input.js';
import type { ManifestTree } from './promotion-manifest.js';
import { settlePolicies } from './provenance/settle-policies.js';
import { finish, type Steps } from './steps.js';
import { TreeRoom } from './tree-room.js';
import { entryOf } from './yaml-node.js';

/** Parses one file with both registries and images. The manifest is named after the path of the file. */
export function parsePlainManifest(input: ManifestInput): ManifestTree {
  return finish(parsingPlainManifest(input));
}

/** The same as {@link parsePlainManifest}, in steps of less than a second. */
export function* parsingPlainManifest(input: ManifestInput): Steps<ManifestTree> {
  const checked = yield* checkingInput(input, 'plain-manifest');
  const assembled = assemble(input.shownAs, new TreeRoom(), checked, {
    checked,
    list: entryOf(checked.root, 'images')?.value,
  });
  const { manifests, problems } = settlePolicies([assembled]);
  return {
    manifests,
    problems: sortedProblems([...assembled.problems, ...problems]),
    files: assembled.files,
    unknownFiles: [],
  };
}
