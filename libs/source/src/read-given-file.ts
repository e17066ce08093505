import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FileContent, ManifestInput } from '@cip/manifest';
import { DiskFolder } from './disk-folder.js';
import { systemCode, systemReason } from './file-system-reason.js';
import { findAround, folderAt, parentOf, revisionAround } from './find-in-revision.js';
import { insideCheckout } from './inside-checkout.js';
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
  return { shownAs: shownPath(cwd, absolute), ...(await readToday(absolute, file, remedy, options)) };
}

/**
 * The same file as a Git revision has it; undefined when it has none. Throws {@link SourceError} NOT_A_REPOSITORY outside of
 * Git.
 */
export async function readGivenFileAt(
  file: string,
  revision: string,
  options: ReadOptions = {},
): Promise<ManifestInput | undefined> {
  const { cwd = process.cwd() } = options;
  const absolute = path.resolve(cwd, file);
  const content = await readThen(absolute, { file, revision }, 'Check its name.', options);
  return content && { shownAs: shownPath(cwd, absolute), ...content };
}

/** The content of a regular file; `given` is its name for errors. Links must stay in its Git checkout. */
export async function readToday(
  absolute: string,
  given: string,
  remedy: string,
  options: ReadOptions,
): Promise<FileContent> {
  const { cwd = process.cwd(), asStaged = false, signal } = options;
  const stats = await stat(absolute).catch((error: unknown) => {
    const missing = ['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '');
    const reason = missing ? 'there is no such file' : systemReason(error);
    throw new SourceError(missing ? 'NOT_FOUND' : 'NOT_READABLE', given, reason, remedy, { cause: error });
  });
  if (!stats.isFile()) throw new SourceError('NOT_A_FILE', given, 'not a regular file', remedy);
  const checkout = await insideCheckout(absolute, given, { cwd, kind: 'file' });
  const real = await realpath(absolute);
  const parent = checkout && { ...checkout, path: parentOf(checkout.path) };
  const folder = new DiskFolder(path.dirname(real), { ...(parent && { checkout: parent }), asStaged });
  const [content] = await folder.read([path.basename(real)], { ...(signal && { signal }) });
  return content ?? { unreadable: 'it is not there any more' };
}

/**
 * What a Git revision has under the name of a file. Undefined where it has nothing, as long as there is such a file today.
 */
export async function readThen(
  absolute: string,
  { file, revision }: { readonly file: string; readonly revision: string },
  remedy: string,
  { signal }: ReadOptions,
): Promise<FileContent | undefined> {
  const call = { ...(signal && { signal }) };
  const around = await revisionAround(absolute, file, revision, call);
  const found = await findAround(absolute, around, call);
  if (found.kind === 'absent') {
    const today = await stat(absolute).catch(() => undefined);
    if (today?.isFile()) return undefined;
    const reason = `the revision ${revision} has no such file, nor is there one today`;
    throw new SourceError('NOT_FOUND', file, reason, remedy);
  }
  if (found.kind === 'unusable') return { unreadable: found.reason };
  if (found.kind === 'directory')
    throw new SourceError('NOT_A_FILE', `${file} in ${revision}`, 'not a regular file', remedy);
  const folder = await folderAt(around, parentOf(found.path), call);
  return (await folder.read([path.posix.basename(found.path)], call))[0];
}
