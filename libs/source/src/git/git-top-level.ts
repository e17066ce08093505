import { realpath } from 'node:fs/promises';
import { SourceError } from '../source-error.js';
import { findRepository } from './find-repository.js';

/** The top level of the Git repository that an absolute path lies in, without links; undefined when it lies in none. */
export async function gitTopLevel(directory: string): Promise<string | undefined> {
  try {
    const found = await findRepository(directory);
    return found && (await realpath(found.repository.topLevel));
  } catch (error) {
    if (error instanceof SourceError) return undefined;
    throw error;
  }
}
