import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { FileContent, ManifestInput } from '@cip/manifest';
import { readFromDisk } from './disk-folder.js';
import { systemCode, systemReason } from './file-system-reason.js';
import { type ReadOptions, shownPath } from './read-options.js';
import { SourceError } from './source-error.js';

/**
 * A file that somebody named, as it stands, within the same bounds as manifests. Throws {@link SourceError}, which ends
 * with the remedy, when there is no such file.
 */
export async function readGivenFile(
  file: string,
  remedy: string,
  options: ReadOptions = {},
): Promise<ManifestInput> {
  const { cwd = process.cwd(), signal } = options;
  const absolute = path.resolve(cwd, file);
  signal?.throwIfAborted();
  return { shownAs: shownPath(cwd, absolute), ...(await readToday(absolute, file, remedy)) };
}

/** The content of a regular file; `given` is its name for errors. */
export async function readToday(absolute: string, given: string, remedy: string): Promise<FileContent> {
  const stats = await stat(absolute).catch((error: unknown) => {
    const missing = ['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '');
    const reason = missing ? 'there is no such file' : systemReason(error);
    throw new SourceError(missing ? 'NOT_FOUND' : 'NOT_READABLE', given, reason, remedy, { cause: error });
  });
  if (!stats.isFile()) throw new SourceError('NOT_A_FILE', given, 'this is no regular file', remedy);
  return readFromDisk(absolute);
}
