import { runGit } from './run-git.js';
import { SourceError } from './source-error.js';

/**
 * The commit that a directory stands at, when each of its files is as it was committed; undefined when one differs, is
 * ignored or was never added, when the directory lies in no Git work tree, and when there is no git.
 */
export async function cleanRevision(directory: string, signal?: AbortSignal): Promise<string | undefined> {
  const options = { cwd: directory, ...(signal && { signal }) };
  try {
    const head = await runGit(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], options);
    if (head.exitCode !== 0) return undefined;
    const compare = ['status', '--porcelain', '--untracked-files=all', '--ignored=matching', '--', '.'];
    const { exitCode, stdout } = await runGit(compare, options);
    const isClean = exitCode === 0 && stdout.byteLength === 0;
    return isClean ? new TextDecoder().decode(head.stdout).trim() : undefined;
  } catch (error) {
    if (error instanceof SourceError) return undefined;
    throw error;
  }
}
