import path from 'node:path';
import { SourceError } from '../source-error.js';
import { findRepository } from './find-repository.js';
import { gitBytes } from './run-git.js';

// Git takes any text for a date, and what it does not understand, or what was before 1970, for now: nothing would be new.
const dates =
  /^(?:\d+[ .](?:second|minute|hour|day|week|month)s?(?:[ .]ago)?|[1-4]?\d[ .]years?(?:[ .]ago)?|yesterday|\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z| ?[+-]\d{2}:?\d{2})?)?)$/i;

/**
 * The newest commit before a date, of those that HEAD of the repository around a directory is made of, in hexadecimal. The date is
 * one of Git's: `7 days`, `24 hours ago`, `yesterday`, `2026-11-30`. Undefined where the history holds nothing so old. Throws
 * {@link SourceError} INVALID_REVISION for another text, and NOT_A_REPOSITORY outside of Git.
 */
export async function revisionBefore(
  directory: string,
  date: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  if (!dates.test(date)) {
    const remedy = 'Write it like "7 days", "24 hours ago", "yesterday" or "2026-11-30".';
    throw new SourceError('INVALID_REVISION', JSON.stringify(date), 'not a date', remedy);
  }
  const found = await findRepository(path.resolve(directory));
  if (!found) {
    const remedy = 'Name a directory of a Git repository.';
    throw new SourceError('NOT_A_REPOSITORY', directory, 'it is in no Git repository', remedy);
  }
  const call = { ...(signal && { signal }) };
  const args = ['rev-list', '--max-count=1', `--before=${withAgo(date)}`, 'HEAD'];
  const commit = new TextDecoder().decode(await gitBytes(found.repository, args, call)).trim();
  return commit === '' ? undefined : commit;
}

/** `7 days` alone is a day of the month for Git. */
function withAgo(date: string): string {
  return /^\d+[ .][a-z]+$/i.test(date) ? `${date} ago` : date;
}
