import path from 'node:path';
import { SourceError } from '../source-error.js';
import { cleanRevision } from './clean-revision.js';
import { findRepository } from './find-repository.js';
import { findRevision } from './git-revision.js';
import { type GitRepository, runGit } from './run-git.js';

/** Where a directory lies in Git. */
export interface GitPlace {
  /** From the top level of its repository, with `/`; empty: the top level itself. */
  readonly path: string;
  /** The commit that it is read from, in hexadecimal; absent where its files differ from any. */
  readonly commit?: string;
  /** Its repository as others reach it, such as `https://github.com/kubernetes/k8s.io`; absent without a known remote. */
  readonly url?: string;
}

/**
 * The place of a directory in its repository: at a revision, or at the commit that its files are as committed in. Undefined outside
 * of Git, and where there is no git.
 */
export async function gitPlace(
  directory: string,
  { revision, signal }: { readonly revision?: string; readonly signal?: AbortSignal } = {},
): Promise<GitPlace | undefined> {
  try {
    const found = await findRepository(path.resolve(directory));
    if (!found) return undefined;
    const { repository } = found;
    const commit =
      revision === undefined
        ? await cleanRevision(directory, signal)
        : (await findRevision(repository, revision, signal)).commit;
    const url = await originOf(repository, signal);
    return { path: found.path, ...(commit !== undefined && { commit }), ...(url !== undefined && { url }) };
  } catch (error) {
    if (error instanceof SourceError) return undefined;
    throw error;
  }
}

async function originOf(repository: GitRepository, signal?: AbortSignal): Promise<string | undefined> {
  const args = ['config', '--local', '--no-includes', '--get', 'remote.origin.url'];
  const { exitCode, stdout } = await runGit(repository, args, { ...(signal && { signal }) });
  return exitCode === 0 ? publicUrl(new TextDecoder().decode(stdout).trim()) : undefined;
}

/**
 * The address of a repository as anybody may read it: by https, without user, password and query. Undefined for a path or what
 * cannot be understood.
 */
export function publicUrl(remote: string): string | undefined {
  const [, host, below] = /^(?:[^@/:\s]+@)?([^@/:\s]+):(?!\/\/)(.+)$/.exec(remote) ?? [];
  const text = host === undefined || below === undefined ? remote : `https://${host}/${below}`;
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, port, pathname } = new URL(text);
  if (!['https:', 'http:', 'ssh:', 'git:'].includes(protocol)) return undefined;
  const place = protocol.startsWith('http') && port !== '' ? `${hostname}:${port}` : hostname;
  return `https://${place}${pathname.replace(/\/+$/, '').replace(/\.git$/, '')}`;
}
