import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { RefusedError } from './errors.js';

interface Holder {
  readonly host: string;
  readonly pid: number;
  /** What the system says about its start, so that a number that is used again is not taken for it; may be empty. */
  readonly started: string;
}

const heartbeat = 15_000;
const silence = 60_000;
const mostAttempts = 5;

/** What a lock is for, as messages say it. */
export interface LockPurpose {
  /** What is in use while it is held: `the journal "x"`. */
  readonly what: string;
  /** What to do instead of waiting, a sentence's beginning: `Give each service its own journal`. */
  readonly remedy: string;
}

/**
 * Takes a lock file for this process; the answer gives it back. The lock of a process that has ended is taken over: on
 * this host at once, on another one when it has been silent for a minute. Throws {@link RefusedError} while another
 * process holds it.
 */
export async function lockFile(lock: string, purpose: LockPurpose): Promise<() => Promise<void>> {
  await mkdir(path.dirname(lock), { recursive: true });
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    if (await create(lock)) return keepAlive(lock);
    await removeStale(lock, purpose);
  }
  throw refused(lock, purpose, 'other processes');
}

/** Its content comes with it, so that nobody reads a half-written one. */
async function create(lock: string): Promise<boolean> {
  const { pid } = process;
  const own: Holder = { host: hostname(), pid, started: await startOf(pid) };
  const temporary = `${lock}.${randomUUID()}`;
  await writeFile(temporary, JSON.stringify(own), { flag: 'wx' });
  try {
    await link(temporary, lock);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

function keepAlive(lock: string): () => Promise<void> {
  const timer = setInterval(() => {
    const now = new Date();
    utimes(lock, now, now).catch(() => undefined);
  }, heartbeat).unref();
  return async () => {
    clearInterval(timer);
    await rm(lock, { force: true });
  };
}

async function removeStale(lock: string, purpose: LockPurpose): Promise<void> {
  const text = await readFile(lock, 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const holder = parseHolder(text);
  if (holder && (await isAlive(holder, lock)))
    throw refused(lock, purpose, `process ${holder.pid} on ${holder.host}`);
  const taken = `${lock}.${randomUUID()}`;
  try {
    await rename(lock, taken);
    // Another process may have taken the stale one over in between: that lock is put back.
    if ((await readFile(taken, 'utf8')) !== text) await link(taken, lock);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(codeOf(error))) throw error;
  } finally {
    await rm(taken, { force: true });
  }
}

async function isAlive({ host, pid, started }: Holder, lock: string): Promise<boolean> {
  if (host === hostname()) return isRunning(pid) && (await startOf(pid)) === started;
  const { mtimeMs } = await stat(lock).catch(() => ({ mtimeMs: 0 }));
  return Date.now() - mtimeMs < silence;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** proc_pid_stat(5), field 22, which follows the 19 fields after the name; empty where the system does not tell. */
async function startOf(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function parseHolder(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Partial<Holder> | null;
    const { host, pid, started } = holder ?? {};
    if (typeof host === 'string' && typeof pid === 'number' && typeof started === 'string')
      return { host, pid, started };
  } catch {
    // Nobody's, as is anything that is no lock of ours.
  }
  return undefined;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function refused(lock: string, { what, remedy }: LockPurpose, holder: string): RefusedError {
  return new RefusedError(
    `${what} is in use by ${holder}`,
    `${remedy}, or remove ${JSON.stringify(lock)} when that process has ended.`,
  );
}
