import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process that writes files, in a form that is safe in file names: `<machine>-<pid>-<started>-<random>`. */
export interface Owner {
  /** Tells machines, boots and containers apart: only among equals does a process number mean anything. */
  readonly machine: string;
  readonly pid: number;
  /** When the process started, in the system's own unit; 0 where the system does not say. */
  readonly started: number;
  readonly random: string;
}

/** This process, with a random part of its own. */
export function newOwner(): Owner {
  const { pid } = process;
  return { machine: machine(), pid, started: startOf(pid) ?? 0, random: randomBytes(6).toString('hex') };
}

export function formatOwner({ machine, pid, started, random }: Owner): string {
  return `${machine}-${pid}-${started}-${random}`;
}

/** Undefined for a text that is no owner. */
export function parseOwner(text: string): Owner | undefined {
  const match = /^([0-9a-f]{12})-([0-9]{1,10})-([0-9]{1,15})-([0-9a-f]{12})$/.exec(text);
  const [, machine, pid, started, random] = match ?? [];
  if (machine === undefined || random === undefined) return undefined;
  return { machine, pid: Number(pid), started: Number(started), random };
}

/** Whether the process still runs; unknown for one of another machine or container. */
export function fateOf({ machine: where, pid, started }: Owner): 'alive' | 'gone' | 'unknown' {
  if (where !== machine()) return 'unknown';
  if (!isRunning(pid)) return 'gone';
  const actual = startOf(pid);
  // The system gives numbers of dead processes to new ones.
  return started !== 0 && actual !== undefined && actual !== started ? 'gone' : 'alive';
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Field 22 of proc_pid_stat(5), counted from the end of the name, which may hold anything. */
function startOf(pid: number): number | undefined {
  const text = fromSystem(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  const started = text?.slice(text.lastIndexOf(')') + 2).split(' ')[19];
  return started === undefined ? undefined : Number(started);
}

function machine(): string {
  const parts = [
    fromSystem(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
    fromSystem(() => readlinkSync('/proc/self/ns/pid')),
    hostname(),
  ];
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 12);
}

function fromSystem(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
