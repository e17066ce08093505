import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

export interface ServiceOptions {
  /** Where its standard error goes. */
  readonly logFile: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A program of Node that serves on 127.0.0.1, on one core where `taskset` is there. */
export interface MeasuredService extends AsyncDisposable {
  /** Without a slash at the end. */
  readonly address: string;
  /** The most memory that was resident at any time, in bytes. */
  peakMemory(): Promise<number>;
  /** Seconds of processor time so far, without that of processes it has started. */
  cpuTime(): Promise<number>;
  /** Everything on standard error so far. */
  log(): Promise<string>;
  /** Ends it, by default in order, and waits for its end. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

export const hasTaskset = spawnSync('taskset', ['--version']).status === 0;

const readyWithin = 60_000;

/** Starts a program whose standard error says `ready`, and where it listens. */
export async function startMeasured(
  args: readonly string[],
  { logFile, env }: ServiceOptions,
): Promise<MeasuredService> {
  const [program = '', ...all] = [...(hasTaskset ? ['taskset', '-c', '0'] : []), process.execPath, ...args];
  const output = openSync(logFile, 'w');
  const child = spawn(program, all, {
    stdio: ['ignore', 'ignore', output],
    env: { PATH: process.env['PATH'], HOME: '/nonexistent', ...env },
  });
  closeSync(output);
  const log = (): Promise<string> => readFile(logFile, 'utf8');
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };
  const deadline = Date.now() + readyWithin;
  for (;;) {
    const said = await log();
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
    if (address !== undefined && /\bready\b/.test(said)) {
      const peakMemory = (): Promise<number> => peakOf(child.pid);
      const cpuTime = (): Promise<number> => cpuTimeOf(child.pid);
      return { address, peakMemory, cpuTime, log, stop, [Symbol.asyncDispose]: () => stop() };
    }
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`${args.join(' ')} is not ready:\n${said.slice(-2000)}`);
    }
    await setTimeout(50);
  }
}

/** As Linux counts it (proc(5), "VmHWM"). */
async function peakOf(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid ?? ''}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
}

// USER_HZ, which is 100 wherever Node.js runs.
const ticks = 100;

/** As Linux counts it (proc(5), "/proc/pid/stat"): `utime` and `stime`, which come after the name in parentheses. */
async function cpuTimeOf(pid: number | undefined): Promise<number> {
  const fields = (await readFile(`/proc/${pid ?? ''}/stat`, 'utf8')).split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / ticks;
}
