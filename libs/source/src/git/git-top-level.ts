import { realpath } from 'node:fs/promises';
import { SourceError } from '../source-error.js';
import { findRepository } from './find-repository.js';

/**
 * The top level of the Git repository that a directory lies in, as an absolute path without links; undefined when it
 * lies in none. `cwd` is where the command was started; both are absolute.
 */
export async function gitTopLevel(
  directory: string,
  cwd: string = process.cwd(),
): Promise<string | undefined> {
  try {
    const found = await findRepository(directory, cwd);
    return found && (await realpath(found.repository.topLevel));
  } catch (error) {
    if (error instanceof SourceError) return undefined;
    throw error;
  }
}
