import { createHash } from 'node:crypto';
import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { lstat, readdir, readFile, rm, utimes } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fateOf, formatOwner, newOwner, type Owner, parseOwner } from './owner.js';

export interface LockOptions {
  /** How long to wait for others, in milliseconds; default 0. */
  readonly patience?: number;
  /**
   * How long nobody may touch a lock of another machine before it counts as abandoned, in milliseconds; default 10
   * minutes. Whoever holds one for longer has to {@link HeldLock.touch} it.
   */
  readonly strangersTake?: number;
}

/** A lock that this process holds. */
export interface HeldLock {
  /** False: another machine took it for abandoned. */
  isMine(): Promise<boolean>;
  /** Shows other machines that the owner lives. */
  touch(): Promise<void>;
  release(): Promise<void>;
}

/** A lock that somebody else holds, for longer than it was waited for. */
export class LockedError extends Error {
  readonly code = 'LOCKED';

  constructor(
    readonly file: string,
    /** Undefined where the lock does not say. */
    readonly owner: Owner | undefined,
  ) {
    super(`${file} is held by ${owner ? `process ${owner.pid}` : 'another process'}`);
    this.name = 'LockedError';
  }
}

/** Who is on another machine cannot be asked; most work under a lock takes milliseconds. */
const usualStrangersTake = 10 * 60_000;
/** A lock is made and filled in one breath. */
const fillingTakes = 10_000;
/** So does breaking one. */
const breakingTakes = 1_000;

/**
 * Takes a lock file, which is created exclusively and names its owner. A lock whose owner has died is broken. Node has no
 * lock that the system frees, so breaking one follows rules: a process must first hold a second lock, named after the
 * first, and then look again. A lock therefore only disappears while the one process that may remove it is watching, and a
 * new lock is never mistaken for the dead one. Throws {@link LockedError} when a living owner does not release it in time.
 */
export async function takeLock(file: string, options: LockOptions = {}): Promise<HeldLock> {
  const { patience = 0, strangersTake = usualStrangersTake } = options;
  const mine = formatOwner(newOwner());
  const deadline = Date.now() + patience;
  for (;;) {
    if (made(file, mine)) return heldLock(file, mine);
    const found = await look(file);
    // Released a moment ago: the next attempt may have it.
    if (!found) continue;
    if (isAbandoned(found, strangersTake)) await breakLock(file, found, patience);
    else if (Date.now() >= deadline) throw new LockedError(file, parseOwner(found.text));
    else await setTimeout(2 + Math.random() * 20);
  }
}

/** Breaks the locks in a folder whose owners are no more. */
export async function clearLocks(folder: string, name: string): Promise<void> {
  for (const entry of await readdir(folder)) {
    if (entry !== name && !entry.startsWith(`${name}.`)) continue;
    const file = path.join(folder, entry);
    const found = await look(file);
    if (found && isAbandoned(found, usualStrangersTake)) await breakLock(file, found, 0);
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
    if (codeOf(error) === 'EEXIST') return false;
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
    touch: async () => {
      const now = new Date();
      if (await isMine()) await utimes(file, now, now);
    },
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

function isAbandoned({ text, age }: Found, strangersTake: number): boolean {
  const owner = parseOwner(text);
  if (!owner) return age > fillingTakes;
  const fate = fateOf(owner);
  return fate === 'gone' || (fate === 'unknown' && age > strangersTake);
}

async function breakLock(file: string, found: Found, patience: number): Promise<void> {
  const right = await takeLock(`${file}.${found.identity}`, { patience: Math.max(patience, breakingTakes) });
  try {
    if ((await look(file))?.identity === found.identity) await rm(file, { force: true });
  } finally {
    await right.release();
  }
}

async function ifThere<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
