import path from 'node:path';
import { type HeldLock, LockedError, takeLock } from '@cip/runtime';
import { LayoutError } from './errors.js';
import { onDisk } from './on-disk.js';

export interface IndexLockOptions {
  readonly directory: string;
  /** How long to wait for others, in milliseconds. */
  readonly patience: number;
}

/** Takes the lock of the index of a layout. Throws {@link LayoutError} `LOCKED`, `NOT_ACCESSIBLE`, `NO_SPACE`. */
export async function takeIndexLock(file: string, options: IndexLockOptions): Promise<HeldLock> {
  const { directory, patience } = options;
  try {
    return await onDisk({ directory, doing: `taking the lock ${path.basename(file)}` }, () =>
      takeLock(file, { patience }),
    );
  } catch (error) {
    throw error instanceof LockedError ? locked(error, options) : error;
  }
}

function locked({ file, owner }: LockedError, { directory, patience }: IndexLockOptions): LayoutError {
  const who = owner ? `another process (number ${owner.pid})` : 'another process';
  return new LayoutError({
    code: 'LOCKED',
    directory,
    reason: `${who} has been writing the index for more than ${patience} ms`,
    remedy: `Run again when it is done; if it is certain that nothing writes there, remove ${file}`,
  });
}
