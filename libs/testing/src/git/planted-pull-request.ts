import { cp } from 'node:fs/promises';
import path from 'node:path';
import { createGitRepository, type GitRepository } from './git-repository.js';
import { plantRepository } from './planted-repository.js';

export type TreeFiles = Readonly<Record<string, string>>;

/** What a pull request does, and how it hides that. */
export interface PlantedPullRequest {
  /** The folder of the tree in the repository, with `/`; `.`: the top level. */
  readonly at: string;
  readonly before: TreeFiles;
  readonly after: TreeFiles;
  /** The folders below the tree, besides its own, in which a repository is planted. */
  readonly folders?: readonly string[];
  /** A shell command that the planted repositories bring. */
  readonly command?: string;
}

/** A repository whose HEAD is the pull request. */
export interface PlantedChange extends AsyncDisposable {
  readonly repository: GitRepository;
  /** The commit that the pull request is based on. */
  readonly base: string;
}

/** Commits a pull request that plants repositories, in which everything has always been as it wants it to be. */
export async function commitPlanted(request: PlantedPullRequest): Promise<PlantedChange> {
  const { at, before, after, folders = [], command } = request;
  const repository = await createGitRepository();
  const inTree = (files: TreeFiles): TreeFiles =>
    Object.fromEntries(Object.entries(files).map(([name, text]) => [path.posix.join(at, name), text]));
  await repository.write(inTree(before));
  const base = await repository.commit('base');
  await repository.write(inTree(after));
  await using claims = await createGitRepository();
  const tree = path.join(repository.folder, at);
  // Where git believes the planted repository to begin, a path is looked for from its top and from the real one's.
  for (const place of new Set([claims.folder, path.join(claims.folder, at)])) {
    await cp(tree, place, { recursive: true, filter: (name) => path.basename(name) !== '.git' });
  }
  await claims.commit('claim');
  for (const folder of ['.', ...folders]) {
    await plantRepository(path.join(tree, folder), {
      claims,
      base,
      ...(command !== undefined && { command }),
    });
  }
  await repository.commit('attack');
  return { repository, base, [Symbol.asyncDispose]: () => repository.remove() };
}
