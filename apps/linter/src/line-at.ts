import { lineOf, type ManifestFile, type ManifestTree } from '@cip/manifest';

export type LineAt = (file: string, line: number, revision?: string) => string | undefined;

/** Finds the lines that findings stand in. `bases` are the older trees by their Git revision. */
export function lineFinder(
  trees: readonly ManifestTree[],
  bases: ReadonlyMap<string, readonly ManifestTree[]>,
): LineAt {
  const now = byPath(trees);
  const then = new Map([...bases].map(([revision, older]) => [revision, byPath(older)]));
  return (file, line, revision) => {
    const found = (revision === undefined ? now : then.get(revision))?.get(file);
    return found && lineOf(found, line);
  };
}

function byPath(trees: readonly ManifestTree[]): ReadonlyMap<string, ManifestFile> {
  return new Map(trees.flatMap(({ files }) => files.map((file) => [file.path, file])));
}
