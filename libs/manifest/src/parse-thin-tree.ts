import { sortBy } from 'es-toolkit/array';
import { type Assembled, assemble } from './assemble.js';
import type { CheckedFile } from './check-file.js';
import { sortedProblems } from './file-problems.js';
import { checkingInput, type TreeFile, unread } from './manifest-input.js';
import type { ManifestKind } from './manifest-schemas.js';
import type { ManifestTree, Problem } from './promotion-manifest.js';
import { settlePolicies } from './provenance/settle-policies.js';
import { finish, type Steps } from './steps.js';
import { roleInTree } from './tree-layout.js';
import { TreeRoom } from './tree-room.js';

interface Subproject {
  readonly name: string;
  manifest?: TreeFile;
  images?: TreeFile;
}

/**
 * Parses the files of a thin manifest tree, in any order. Files that have no place in such a tree are not looked at;
 * those that look like manifests in the wrong place give a warning. What is beyond the {@link limits} of a tree is not read,
 * which is an error of the file concerned. `known` are problems of the tree that no file stands for.
 */
export function parseThinTree(files: Iterable<TreeFile>, known: readonly Problem[] = []): ManifestTree {
  return finish(parsingThinTree(files, known));
}

/** The same as {@link parseThinTree}, in steps of less than a second. */
export function* parsingThinTree(
  files: Iterable<TreeFile>,
  known: readonly Problem[] = [],
): Steps<ManifestTree> {
  const subprojects = new Map<string, Subproject>();
  const problems: Problem[] = [...known];
  const unknownFiles: string[] = [];
  for (const file of files) {
    const role = roleInTree(file.path);
    if (role.kind === 'unknown') unknownFiles.push(file.shownAs);
    if (role.kind === 'misplaced') problems.push(misplaced(file));
    if (!('subproject' in role)) continue;
    const subproject = subprojects.get(role.subproject) ?? { name: role.subproject };
    subproject[role.kind] = file;
    subprojects.set(role.subproject, subproject);
  }
  const room = new TreeRoom();
  const assembled: Assembled[] = [];
  for (const subproject of sortBy([...subprojects.values()], ['name'])) {
    assembled.push(yield* assembling(subproject, room));
    yield;
  }
  const settled = settlePolicies(assembled);
  return {
    manifests: settled.manifests,
    problems: sortedProblems(
      [problems, settled.problems, ...assembled.map((subproject) => subproject.problems)].flat(),
    ),
    files: sortBy(
      assembled.flatMap((subproject) => subproject.files),
      ['path'],
    ),
    unknownFiles: unknownFiles.sort(),
  };
}

function* assembling({ name, manifest, images }: Subproject, room: TreeRoom): Steps<Assembled> {
  const registryFile = manifest && (yield* checking(manifest, 'promoter-manifest', room));
  const imageFile = images && (yield* checking(images, 'images', room));
  const { problems, ...rest } = assemble(
    name,
    room,
    registryFile,
    imageFile && { checked: imageFile, list: imageFile.root },
  );
  const warnings: Problem[] = [];
  if (images && !manifest) warnings.push(alone(images, name, `manifests/${name}/promoter-manifest.yaml`));
  if (manifest && !images) warnings.push(alone(manifest, name, `images/${name}/images.yaml`));
  return { ...rest, problems: [...problems, ...warnings] };
}

function* checking(file: TreeFile, kind: ManifestKind, room: TreeRoom): Steps<CheckedFile> {
  const refuse = (reason: string): CheckedFile =>
    unread(file, kind, `the file is not used: ${reason}`, 'Split the tree, or take files out of it.');
  const reason = 'text' in file ? room.whyNotFile(file.text) : undefined;
  if (reason !== undefined) return refuse(reason);
  const checked = yield* checkingInput(file, kind);
  const another = room.whyNotContent(checked.root);
  return another === undefined ? checked : refuse(another);
}

function alone(file: TreeFile, subproject: string, missing: string): Problem {
  return {
    rule: 'thin-tree-layout',
    severity: 'warning',
    message: `there is no ${missing} for this file, so nothing of it is promoted`,
    remedy: `Add ${missing}, or remove this file.`,
    where: { file: file.shownAs, line: 1, column: 1 },
    touches: { subproject },
  };
}

function misplaced(file: TreeFile): Problem {
  return {
    rule: 'misplaced-manifest',
    severity: 'warning',
    message:
      'nothing of this file is promoted: it looks like a promoter manifest, but is not where one is read or is not named like one',
    remedy:
      'Name it images/<subproject>/images.yaml or manifests/<subproject>/promoter-manifest.yaml, or remove it.',
    where: { file: file.shownAs, line: 1, column: 1 },
    touches: {},
  };
}
