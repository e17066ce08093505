import { isObject } from '@cip/oci';
import { readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from '@cip/runtime';
import type { BlobFiles } from './blob-files.js';
import { LayoutError } from './errors.js';
import { ifThere, onDisk, systemCode } from './on-disk.js';
import { hasFolder, openFile } from './safe-read.js';

/** What is in a layout besides what the specification names: temporary files, and the lock. */
export const workFolderName = '.cip';

const versionFile = 'oci-layout';
const knownVersion = '1.0.0';
/** A disk may have this folder at its top. */
const notOurs: ReadonlySet<string> = new Set(['lost+found']);

export const versionText = JSON.stringify({ imageLayoutVersion: knownVersion });

/** The directory with all links followed. Throws `NOT_FOUND`, or makes it. */
export async function findDirectory(directory: string, make: boolean): Promise<string> {
  const operation = { directory, doing: make ? 'making the directory' : 'opening the directory' };
  return onDisk(operation, async () => {
    if (make) await makeDirectory(directory);
    const real = await ifThere(realpath(directory));
    if (real !== undefined) return real;
    throw new LayoutError({
      code: 'NOT_FOUND',
      directory,
      reason: 'there is no such directory',
      remedy: 'Name the directory of an OCI image layout',
    });
  });
}

async function makeDirectory(directory: string): Promise<void> {
  try {
    await makeFolder(directory);
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
    throw notALayout(directory, 'it is not a directory');
  }
}

/**
 * Whether the directory holds a layout (image-spec v1.1, "oci-layout file"). Throws `UNSUPPORTED_VERSION`, and
 * `NOT_A_LAYOUT` or `UNSAFE_FILE` for what is broken; says nothing about `index.json`.
 */
export async function holdsLayout(directory: string): Promise<boolean> {
  return onDisk({ directory, doing: `reading ${versionFile}` }, async () => {
    const text = await readVersionFile(directory);
    if (text === undefined) return false;
    checkVersion(directory, text);
    for (const folder of ['blobs', 'blobs/sha256', 'blobs/sha512', workFolderName]) {
      await hasFolder(directory, path.join(directory, folder));
    }
    return true;
  });
}

async function readVersionFile(directory: string): Promise<string | undefined> {
  try {
    const handle = await openFile(directory, path.join(directory, versionFile));
    if (!handle) return undefined;
    try {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (systemCode(error) === 'ENOTDIR') throw notALayout(directory, 'it is not a directory');
    throw error;
  }
}

function checkVersion(directory: string, text: string): void {
  const version = parsedVersion(text);
  if (version === knownVersion) return;
  if (version === undefined) throw notALayout(directory, `${versionFile} has no "imageLayoutVersion"`);
  throw new LayoutError({
    code: 'UNSUPPORTED_VERSION',
    directory,
    reason: `it is a layout of version ${JSON.stringify(version.slice(0, 40))}, only ${knownVersion} is understood`,
    remedy: 'Use a newer version of this program, or a layout of the version that is understood',
  });
}

function parsedVersion(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const version = isObject(value) ? value['imageLayoutVersion'] : undefined;
    return typeof version === 'string' ? version : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the directory is empty, or as a run left it that was killed while it made a layout. */
export async function isUnused(directory: string, blobs: BlobFiles): Promise<boolean> {
  return onDisk({ directory, doing: 'looking into the directory' }, async () => {
    const own = new Set([versionFile, 'blobs', workFolderName]);
    const names = await readdir(directory);
    if (!names.every((name) => own.has(name) || notOurs.has(name))) return false;
    const inside = (await hasFolder(directory, blobs.folder)) ? await readdir(blobs.folder) : [];
    return inside.length === 0;
  });
}

export function notALayout(directory: string, reason: string): LayoutError {
  return new LayoutError({
    code: 'NOT_A_LAYOUT',
    directory,
    reason: `it is no OCI image layout, as ${reason}`,
    remedy: 'Name the directory of an OCI image layout, or an empty or new one to make a layout in',
  });
}
