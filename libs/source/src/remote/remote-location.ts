import path from 'node:path';
import { withoutPassword } from '@cip/oci';
import { runRemoteGit } from '../git/run-git.js';
import { SourceError } from '../source-error.js';

/** Where in which repository a thin manifest tree stands. */
export interface RemoteLocation {
  /** As git takes it: `https://…`, `ssh://…`, `git@host:path`, `file:///…`. */
  readonly url: string;
  /** Default: the HEAD of the remote, which may change its branch. */
  readonly branch?: string;
  /** The directory in the repository, with `/`. Default: its top level. */
  readonly path?: string;
}

/** A location in which everything is said, for git. */
export interface ResolvedLocation {
  readonly url: string;
  /** For people. */
  readonly shownUrl: string;
  /** What it takes to reach it, in git's words, such as `https`. */
  readonly protocol: string;
  /** `HEAD` or `refs/heads/…`. */
  readonly ref: string;
  /** For people. */
  readonly shownRef: string;
  /** Empty: the top level. */
  readonly path: string;
}

/** Throws `SourceError` INVALID_REVISION for a branch and NOT_FOUND for an address or a path that cannot be meant. */
export async function resolveLocation(given: RemoteLocation, cwd: string): Promise<ResolvedLocation> {
  const { url, branch } = given;
  if (!/^[^\p{Cc}]+$/u.test(url)) {
    const remedy = 'Give the address of a Git repository.';
    throw new SourceError('NOT_FOUND', JSON.stringify(url), 'this is no address', remedy);
  }
  return {
    url,
    shownUrl: withoutPassword(url),
    protocol: await protocolOf(url, cwd),
    ref: branch === undefined ? 'HEAD' : await refOf(branch, cwd),
    shownRef: branch === undefined ? 'the HEAD of the remote' : `the branch ${branch}`,
    path: pathInRepository(given.path ?? ''),
  };
}

async function refOf(branch: string, cwd: string): Promise<string> {
  const ref = `refs/heads/${branch}`;
  const { exitCode } = await runRemoteGit(['check-ref-format', ref], { cwd });
  if (exitCode === 0) return ref;
  const remedy = 'Name a branch of the repository.';
  throw new SourceError('INVALID_REVISION', JSON.stringify(branch), 'this is no name of a branch', remedy);
}

// Others, such as `ext`, start whatever program the address names.
const protocols: readonly string[] = ['https', 'http', 'ssh', 'git', 'file'];

/**
 * The protocol of an address, `none` for one that git must not speak. The configuration of the user may lead the address
 * elsewhere (`url.<base>.insteadOf`).
 */
async function protocolOf(url: string, cwd: string): Promise<string> {
  const { stdout } = await runRemoteGit(['ls-remote', '--get-url', '--', url], { cwd });
  const actual = new TextDecoder().decode(stdout).trim() || url;
  if (/^[\w.+-]+::/.test(actual)) return 'none';
  const scheme = /^([\w.+-]+):\/\//.exec(actual)?.[1]?.replace(/^git\+ssh$|^ssh\+git$/, 'ssh');
  if (scheme !== undefined) return protocols.includes(scheme) ? scheme : 'none';
  // Git tells `host:path` from a path with a colon by what comes first (gitprotocol, "URLs").
  return /^[^/]*:/.test(actual) ? 'ssh' : 'file';
}

function pathInRepository(given: string): string {
  const normal = path.posix.normalize(given).replace(/^\.$|\/$/, '');
  if (!/^(\/|\.\.(\/|$))|\p{Cc}/u.test(normal)) return normal;
  const remedy = 'Name a directory relative to the top level of the repository.';
  throw new SourceError('NOT_FOUND', JSON.stringify(given), 'this is no path in a repository', remedy);
}
