import { lstat, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { SourceError } from '../source-error.js';
import { gitBytes, type GitRepository } from './run-git.js';

/** A path in a repository. */
export interface RepositoryPath {
  readonly repository: GitRepository;
  /** From the top level, with `/`; empty: the top level itself. */
  readonly path: string;
}

/**
 * The repository that a path lies in: the one around the directory where the command was started or, when the path does
 * not lie in that, the one around the path. A repository is what has a `.git`, which no commit can bring; a directory
 * that merely looks like one is never taken for it. The path need not exist. Undefined outside of Git; throws
 * `SourceError` NESTED_REPOSITORY for a submodule. Both paths are absolute.
 */
export async function findRepository(absolute: string, cwd: string): Promise<RepositoryPath | undefined> {
  // Never from below the path: what lies there is what is read.
  const around = await repositoryAround(isWithin(cwd, absolute) ? absolute : cwd);
  const found = [
    around,
    around && isWithin(absolute, around.topLevel) ? around : await repositoryAround(absolute),
  ].find((repository) => repository && isWithin(absolute, repository.topLevel));
  if (found) return checkedPathIn(found, absolute);
  // The way to the path may lead through a link outside of all repositories.
  const real = await realpath(absolute).catch(() => absolute);
  const behind = await repositoryAround(real);
  return behind && checkedPathIn(behind, real);
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

async function checkedPathIn(repository: GitRepository, absolute: string): Promise<RepositoryPath> {
  await refuseSubmodule(repository);
  for (let inner = absolute; inner !== repository.topLevel; inner = path.dirname(inner)) {
    if (await orAbsent(lstat(path.join(inner, '.git')))) throw nested(inner, repository.topLevel);
  }
  return pathIn(repository, absolute);
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

/** What a submodule holds was reviewed elsewhere, if at all: its commits and branches are anybody's. */
async function refuseSubmodule({ topLevel }: GitRepository): Promise<void> {
  const outer = await repositoryAround(path.dirname(topLevel));
  if (!outer) return;
  const inOuter = path.relative(outer.topLevel, topLevel).split(path.sep).join('/');
  const staged = await gitBytes(outer, ['ls-files', '--stage', '-z', '--', inOuter]);
  if (!new TextDecoder().decode(staged).startsWith('160000 ')) return;
  throw nested(topLevel, outer.topLevel);
}

function nested(inner: string, outer: string): SourceError {
  const remedy = `Read the manifests from a clone of their own repository, or keep them in this one.`;
  const reason = `it is a submodule or a repository inside of ${outer}, and what such a one holds is not reviewed there`;
  return new SourceError('NESTED_REPOSITORY', inner, reason, remedy);
}
