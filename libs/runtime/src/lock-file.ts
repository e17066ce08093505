import path from 'node:path';
import { RefusedError } from './errors.js';
import { makeFolder } from './make-folder.js';
import { type HeldLock, LockedError, takeLock } from './take-lock.js';

const heartbeat = 15_000;
const silence = 60_000;

/** What a lock is for, as messages say it. */
export interface LockPurpose {
  /** What is in use while it is held: `the journal "x"`. */
  readonly what: string;
  /** What to do instead of waiting, a sentence's beginning: `Give each service its own journal`. */
  readonly remedy: string;
}

/**
 * Takes a lock file for as long as a process works; the answer gives it back. The lock of a process that has ended is taken
 * over: on this machine at once, on another one after a minute without a sign of life. Throws {@link RefusedError} while
 * another process holds it.
 */
export async function lockFile(file: string, purpose: LockPurpose): Promise<() => Promise<void>> {
  await makeFolder(path.dirname(file));
  try {
    return keepAlive(await takeLock(file, { strangersTake: silence }));
  } catch (error) {
    throw error instanceof LockedError ? refused(file, purpose, error) : error;
  }
}

function keepAlive(lock: HeldLock): () => Promise<void> {
  const timer = setInterval(() => {
    lock.touch().catch(() => undefined);
  }, heartbeat).unref();
  return async () => {
    clearInterval(timer);
    await lock.release();
  };
}

function refused(file: string, { what, remedy }: LockPurpose, { owner }: LockedError): RefusedError {
  const holder = owner ? `process ${owner.pid} (machine ${owner.machine})` : 'another process';
  return new RefusedError(
    `${what} is in use by ${holder}`,
    `${remedy}, or remove ${JSON.stringify(file)} when that process has ended.`,
  );
}
