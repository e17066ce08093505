import { createHash } from 'node:crypto';
import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { lstat, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fateOf, formatOwner, newOwner, parseOwner } from '@cip/runtime';
import { LayoutError } from './errors.js';
import { ifThere, systemCode } from './on-disk.js';

export interface LockOptions {
  readonly directory: string;
  /** How long to wait for others, in milliseconds. */
  readonly patience: number;
}

/** A lock that this process holds. */
export interface HeldLock {
  /** False: another machine took it for abandoned. */
  isMine(): Promise<boolean>;
  release(): Promise<void>;
}

/** Who is on another machine cannot be asked; what it does under the lock takes milliseconds. */
const strangersTake = 10 * 60_000;
/** A lock is made and filled in one breath. */
const fillingTakes = 10_000;

/**
 * Takes a lock file, which is made exclusively and names its owner. One whose owner died is broken. Node gives no lock
 * that the system frees, and the rules of breaking make up for it:
 * who wants to break a lock must first hold a second lock, named after the first, and then look again. So a
 * lock can only vanish under the eyes of the one who may remove it, and a new one is never taken for the dead one.
 * Throws `LOCKED` when the owner lives and does not let go in time.
 */
export async function takeLock(file: string, options: LockOptions): Promise<HeldLock> {
  const mine = formatOwner(newOwner());
  const deadline = Date.now() + options.patience;
  for (;;) {
    if (made(file, mine)) return heldLock(file, mine);
    const found = await look(file);
    if (found && isAbandoned(found)) await breakLock(file, found, options);
    else if (Date.now() > deadline) throw locked(file, found, options);
    else await setTimeout(2 + Math.random() * 20);
  }
}

/** Breaks the locks in a folder whose owners are no more. */
export async function clearLocks(folder: string, name: string, options: LockOptions): Promise<void> {
  for (const entry of await readdir(folder)) {
    if (entry !== name && !entry.startsWith(`${name}.`)) continue;
    const file = path.join(folder, entry);
    const found = await look(file);
    if (found && isAbandoned(found)) await breakLock(file, found, options);
  }
}

interface Found {
  readonly text: string;
  readonly age: number;
  /** Differs from that of any other lock that ever had this name. */
  readonly identity: string;
}

/** Synchronous, so that nothing comes between making the file and filling it. */
function made(file: string, text: string): boolean {
  let handle: number;
  try {
    handle = openSync(file, 'wx');
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    writeSync(handle, text);
    return true;
  } catch (error) {
    unlinkSync(file);
    throw error;
  } finally {
    closeSync(handle);
  }
}

function heldLock(file: string, text: string): HeldLock {
  const isMine = async (): Promise<boolean> => (await look(file))?.text === text;
  return {
    isMine,
    release: async () => {
      if (await isMine()) await rm(file, { force: true });
    },
  };
}

async function look(file: string): Promise<Found | undefined> {
  const stats = await ifThere(lstat(file));
  const text = await ifThere(readFile(file, 'utf8'));
  if (!stats || text === undefined) return undefined;
  const identity = createHash('sha256').update(`${stats.ino} ${stats.mtimeMs} ${text}`).digest('hex');
  return { text, age: Date.now() - stats.mtimeMs, identity: identity.slice(0, 16) };
}

function isAbandoned({ text, age }: Found): boolean {
  const owner = parseOwner(text);
  if (!owner) return age > fillingTakes;
  const fate = fateOf(owner);
  return fate === 'gone' || (fate === 'unknown' && age > strangersTake);
}

async function breakLock(file: string, found: Found, options: LockOptions): Promise<void> {
  const right = await takeLock(`${file}.${found.identity}`, options);
  try {
    if ((await look(file))?.identity === found.identity) await rm(file, { force: true });
  } finally {
    await right.release();
  }
}

function locked(file: string, found: Found | undefined, { directory, patience }: LockOptions): LayoutError {
  const pid = parseOwner(found?.text ?? '')?.pid;
  const who = pid === undefined ? 'another process' : `another process (number ${pid})`;
  return new LayoutError({
    code: 'LOCKED',
    directory,
    reason: `${who} has been writing the index for more than ${patience} ms`,
    remedy: `Run again when it is done; if it is certain that nothing writes there, remove ${file}`,
  });
}
