import { lstat, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { SourceError } from '../source-error.js';
import { submoduleMode } from './git-listing.js';
import { gitBytes, type GitRepository } from './run-git.js';

/** A path in a repository. */
export interface RepositoryPath {
  readonly repository: GitRepository;
  /** From the top level, with `/`; empty: the top level itself. */
  readonly path: string;
}

/**
 * The repository around a path: the nearest directory upwards that has a `.git`, which no commit can bring; a directory
 * that merely looks like a repository is never taken for one. The path need not exist. Undefined outside of Git; throws
 * `SourceError` NESTED_REPOSITORY for a submodule, and LEADS_OUT for a link out of a repository into another.
 */
export async function findRepository(absolute: string): Promise<RepositoryPath | undefined> {
  const around = await repositoryAround(absolute);
  // The way to the path may lead through a link outside of all repositories.
  const from = around ? absolute : await realpath(absolute).catch(() => absolute);
  const found = around ?? (await repositoryAround(from));
  if (!found) return undefined;
  await refuseForeign(found.topLevel);
  return pathIn(found, from);
}

/** True for a path that is another one, or lies below it. Both are absolute. */
export function isWithin(inner: string, outer: string): boolean {
  const relative = path.relative(outer, inner);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

/** Of an absolute path that lies in the repository. */
export function pathIn(repository: GitRepository, absolute: string): RepositoryPath {
  return { repository, path: path.relative(repository.topLevel, absolute).split(path.sep).join('/') };
}

async function repositoryAround(start: string): Promise<GitRepository | undefined> {
  for (let directory = start; ; directory = path.dirname(directory)) {
    const gitDirectory = path.join(directory, '.git');
    if (await isGitDirectory(gitDirectory)) return { topLevel: directory, gitDirectory };
    if (directory === path.dirname(directory)) return undefined;
  }
}

/** A directory with a HEAD, or the file that names one. */
async function isGitDirectory(name: string): Promise<boolean> {
  const stats = await orAbsent(stat(name));
  if (stats?.isFile()) return (await orAbsent(readFile(name, 'utf8')))?.startsWith('gitdir:') ?? false;
  return stats?.isDirectory() === true && (await orAbsent(lstat(path.join(name, 'HEAD')))) !== undefined;
}

function orAbsent<T>(asked: Promise<T>): Promise<T | undefined> {
  return asked.catch(() => undefined);
}

/**
 * A repository inside of another is meant when that knows nothing of it. What a submodule holds was reviewed elsewhere, if
 * at all: its commits and branches are anybody's. So are those behind a link, which a commit can bring.
 */
async function refuseForeign(topLevel: string): Promise<void> {
  const outer = await repositoryAround(path.dirname(topLevel));
  if (!outer) return;
  const [real, realOuter] = [await realpath(topLevel), await realpath(outer.topLevel)];
  if (!isWithin(real, realOuter)) {
    const remedy = 'Name what it leads to, or put a copy in its place.';
    throw new SourceError('LEADS_OUT', topLevel, `it is a link that leads out of ${outer.topLevel}`, remedy);
  }
  const { path: inOuter } = pathIn(outer, topLevel);
  const staged = await gitBytes(outer, ['ls-files', '--stage', '-z', '--', inOuter]);
  if (!new TextDecoder().decode(staged).startsWith(`${submoduleMode} `)) return;
  const remedy = 'Read the manifests from a clone of their own repository, or keep them in this one.';
  const reason = `it is a submodule of ${outer.topLevel}, and what a submodule holds is not reviewed there`;
  throw new SourceError('NESTED_REPOSITORY', topLevel, reason, remedy);
}
