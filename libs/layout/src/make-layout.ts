import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { BlobFiles } from './blob-files.js';
import type { IndexFile } from './index-file.js';
import type { IndexWriter } from './index-writer.js';
import { emptyIndex } from './layout-index.js';
import { onDisk } from './on-disk.js';
import { holdsLayout, isUnused, notALayout, versionText, workFolderName } from './prepare-directory.js';
import { hasFolder, statFile } from './safe-read.js';
import { onePiece } from './one-piece.js';
import type { TemporaryFiles } from './temporary-files.js';

export interface MakingParts {
  readonly directory: string;
  readonly temporary: TemporaryFiles;
  readonly blobs: BlobFiles;
  readonly index: IndexFile;
  readonly writer: IndexWriter;
}

/**
 * Makes a layout in an empty directory; completes one whose making was cut off; leaves one that is there as it is.
 * Throws `NOT_A_LAYOUT` for a directory with other files.
 */
export async function makeLayout(parts: MakingParts): Promise<void> {
  const { directory, blobs, index, writer } = parts;
  const there = await isMadeOrUnused(directory, blobs);
  await makeFolder(directory, workFolderName);
  await makeFolder(directory, 'blobs');
  if (there && (await statFile(directory, index.file))) return;
  await writer.create(emptyIndex, async () => {
    if (!(await isUnused(directory, blobs))) return false;
    if (!(await holdsLayout(directory))) await writeVersion(parts);
    return true;
  });
}

/** True: a layout is there. */
async function isMadeOrUnused(directory: string, blobs: BlobFiles): Promise<boolean> {
  if (await holdsLayout(directory)) return true;
  if (await isUnused(directory, blobs)) return false;
  // Another process may have made it between the two looks.
  if (await holdsLayout(directory)) return true;
  throw notALayout(directory, 'there is no file oci-layout, and other files are there');
}

async function makeFolder(directory: string, name: string): Promise<void> {
  const folder = path.join(directory, name);
  await onDisk({ directory, doing: `making the folder ${name}` }, async () => {
    if (!(await hasFolder(directory, folder))) await mkdir(folder, { recursive: true });
  });
}

async function writeVersion({ directory, temporary }: MakingParts): Promise<void> {
  const bytes = new TextEncoder().encode(versionText);
  const operation = { doing: 'writing oci-layout', needed: bytes.byteLength };
  await temporary.write(path.join(directory, 'oci-layout'), onePiece(bytes), operation);
}
