import { runGit } from './run-git.js';
import { SourceError } from './source-error.js';

/**
 * The top level of the Git repository that a directory lies in, as an absolute path without links; undefined when it
 * lies in none, or there is no git.
 */
export async function gitTopLevel(directory: string, signal?: AbortSignal): Promise<string | undefined> {
  try {
    const options = { cwd: directory, ...(signal && { signal }) };
    const { exitCode, stdout } = await runGit(['rev-parse', '--show-toplevel'], options);
    return exitCode === 0 ? new TextDecoder().decode(stdout).replace(/\n$/, '') : undefined;
  } catch (error) {
    if (error instanceof SourceError) return undefined;
    throw error;
  }
}
