import { type FileContent, type Problem, type TreeFile } from '@cip/manifest';
import type { Folder, FolderOptions } from './folder.js';
import { type Hazard, TreeWalk } from './tree-walk.js';

/** What is read of a tree: its files, and what it must not have and no file stands for. */
export interface CollectedFiles {
  /** Those with a role in the tree, and those that seem to have one, in no order. */
  readonly files: readonly TreeFile[];
  readonly problems: readonly Problem[];
}

/** All files of a thin manifest tree that have a role in it. `showAs` gives the path for reports. */
export async function collectFiles(
  folder: Folder,
  showAs: (path: string) => string,
  options: FolderOptions,
): Promise<CollectedFiles> {
  const walk = new TreeWalk(folder, options);
  const found = await walk.candidates();
  const actual = found.flatMap((candidate) => ('actual' in candidate ? [candidate.actual] : []));
  // What a link leads to is where it belongs.
  const linked = new Set(actual);
  const candidates = found.filter((candidate) => 'actual' in candidate || !linked.has(candidate.path));
  const contents = (await folder.read(actual, options)).values();
  const files = candidates.map((candidate): TreeFile => {
    if ('unreadable' in candidate) return { ...candidate, shownAs: showAs(candidate.path) };
    const content: FileContent = contents.next().value ?? { unreadable: 'it is not there any more' };
    return { path: candidate.path, shownAs: showAs(candidate.path), ...content };
  });
  return { files, problems: walk.hazards.map((hazard) => problemOf(hazard, showAs)) };
}

function problemOf({ path, unreadable, remedy = '' }: Hazard, showAs: (path: string) => string): Problem {
  return {
    rule: 'tree-integrity',
    severity: 'error',
    message: `it is refused: ${unreadable}`,
    remedy,
    where: { file: showAs(path), line: 1, column: 1 },
    touches: {},
  };
}
