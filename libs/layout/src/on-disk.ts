import { statfs } from 'node:fs/promises';
import { LayoutError } from './errors.js';

const full: ReadonlySet<string | undefined> = new Set(['ENOSPC', 'EDQUOT']);

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission was denied',
  EPERM: 'permission was denied',
  EROFS: 'the file system is read-only',
  EIO: 'the disk reports an error',
  ENOENT: 'a file or folder is not there any more',
  ENOTDIR: 'a part of the path is no directory',
};

/** What is done to a layout, for the error if it fails. */
export interface DiskOperation {
  readonly directory: string;
  /** Such as `writing blob sha256:…`. */
  readonly doing: string;
  /** Bytes that are to be written. */
  readonly needed?: number;
}

/** Does work on the disk; what the system answers becomes a {@link LayoutError}, other errors pass. */
export async function onDisk<T>(operation: DiskOperation, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = systemCode(error);
    if (error instanceof LayoutError || code === undefined) throw error;
    throw full.has(code) ? await noSpace(operation, error) : notAccessible(operation, code, error);
  }
}

/** The code of a system error, such as `ENOENT`. */
export function systemCode(error: unknown): string | undefined {
  const known = error instanceof Error && 'syscall' in error && 'code' in error;
  return known && typeof error.code === 'string' ? error.code : undefined;
}

/** The value, or undefined where the file or folder is not there. */
export async function ifThere<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function noSpace({ directory, doing, needed }: DiskOperation, cause: unknown): Promise<LayoutError> {
  const free = await freeBytes(directory);
  const facts = [
    ...(needed === undefined ? [] : [`${needed} bytes`]),
    ...(free === undefined ? [] : [`${free} bytes are free`]),
  ];
  return new LayoutError({
    code: 'NO_SPACE',
    directory,
    reason: `the disk is full, or its quota is used up, while ${doing}${facts.length > 0 ? ` (${facts.join('; ')})` : ''}`,
    remedy:
      'Nothing that was there is lost. Make room or move the directory to a larger disk, then run again',
    needed,
    free,
    cause,
  });
}

async function freeBytes(directory: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(directory);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

function notAccessible({ directory, doing }: DiskOperation, code: string, cause: unknown): LayoutError {
  return new LayoutError({
    code: 'NOT_ACCESSIBLE',
    directory,
    reason: `${reasons[code] ?? 'the system refused'} while ${doing} (${code})`,
    remedy: 'Check the directory, its owner and its disk',
    cause,
  });
}
