import { stat } from 'node:fs/promises';
import path from 'node:path';
import { gitOutput, runGit } from './run-git.js';
import { SourceError } from './source-error.js';

/** A commit of the repository that a path lies in. */
export interface GitRevision {
  /** An existing directory inside the repository, to run git in. */
  readonly cwd: string;
  readonly commit: string;
  /** The path in the repository, relative to its top level, with `/`; empty for the top level itself. */
  readonly path: string;
}

/**
 * Finds the repository of a path that need not exist today, and the commit that a revision names there.
 * Throws {@link SourceError} `INVALID_REVISION`, `NOT_A_REPOSITORY` or `UNKNOWN_REVISION`.
 */
export async function findRevision(
  absolutePath: string,
  revision: string,
  signal?: AbortSignal,
): Promise<GitRevision> {
  if (revision === '' || revision.startsWith('-')) {
    const remedy = 'Name a commit, a branch or a tag.';
    throw new SourceError('INVALID_REVISION', JSON.stringify(revision), 'this is no revision', remedy);
  }
  const cwd = await nearestDirectory(absolutePath);
  const options = { cwd, ...(signal && { signal }) };
  const prefix = await runGit(['rev-parse', '--show-prefix'], options);
  if (prefix.exitCode !== 0) throw notARepository(absolutePath, prefix.stderr);
  const verified = await runGit(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`], options);
  if (verified.exitCode !== 0) throw unknownRevision(revision, cwd);
  const inRepository = path.posix.join(
    textOf(prefix.stdout),
    ...path.relative(cwd, absolutePath).split(path.sep),
  );
  return { cwd, commit: textOf(verified.stdout), path: inRepository.replace(/^\.$|\/$/, '') };
}

/** The id of what stands at a path in a revision, or undefined. */
export async function objectAt(revision: GitRevision, signal?: AbortSignal): Promise<string | undefined> {
  const options = { cwd: revision.cwd, ...(signal && { signal }) };
  const name = `${revision.commit}:${revision.path}`;
  const { exitCode, stdout } = await runGit(['rev-parse', '--verify', '--quiet', name], options);
  return exitCode === 0 ? textOf(stdout) : undefined;
}

/** `blob` or `tree`, for what {@link objectAt} found. */
export async function typeOf(id: string, cwd: string, signal?: AbortSignal): Promise<string> {
  return (await gitOutput(['cat-file', '-t', id], { cwd, ...(signal && { signal }) })).trim();
}

async function nearestDirectory(directory: string): Promise<string> {
  const stats = await stat(directory).catch(() => undefined);
  if (stats?.isDirectory() || directory === path.dirname(directory)) return directory;
  return nearestDirectory(path.dirname(directory));
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replace(/\n$/, '');
}

function notARepository(location: string, stderr: string): SourceError {
  const remedy = 'Name a directory in a Git clone, or leave the revision out.';
  return new SourceError(
    'NOT_A_REPOSITORY',
    location,
    `no Git repository can be used here (${stderr})`,
    remedy,
  );
}

function unknownRevision(revision: string, cwd: string): SourceError {
  const remedy =
    'Check its spelling; in a clone without full history, fetch it first (git fetch --unshallow, or git fetch origin <commit>).';
  return new SourceError('UNKNOWN_REVISION', revision, `the repository of ${cwd} has no such commit`, remedy);
}
