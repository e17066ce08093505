import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { clearInterval, setInterval } from 'node:timers';
import type { Command } from '../scenario.js';

/** Of what a command that failed wrote to each of its outputs. */
const mostLines = 20;
const mostCharacters = 20_000;

/**
 * Runs a process without credentials. Gives the most memory that was resident in it, in bytes, as read from Linux every
 * few milliseconds: it knows the peak until then, so that only a last rise within that time is missed. Throws when the
 * process fails.
 */
export async function runCommand(command: Command, folder: string, outputFile: string): Promise<number> {
  const { program, args, exitCodes = [0] } = command;
  const output = openSync(outputFile, 'w');
  const child = spawn(program, args, {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, DOCKER_CONFIG: folder },
    stdio: ['ignore', output, 'pipe'],
  });
  closeSync(output);
  let said = '';
  child.stderr
    ?.setEncoding('utf8')
    .on('data', (text: string) => (said = (said + text).slice(-mostCharacters)));
  const peak = watchPeak(child.pid);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  }).finally(peak.stop);
  if (exitCodes.some((one) => one === code)) return peak.bytes();
  const printed = lastLines(await readFile(outputFile, 'utf8'));
  throw new Error(`${program} ended with exit code ${code}:\n${printed}\n${lastLines(said)}`);
}

const every = 10;

function watchPeak(pid: number | undefined): { readonly bytes: () => number; readonly stop: () => void } {
  let kibibytes = 0;
  const timer = setInterval(() => {
    // It may have ended meanwhile.
    void readFile(`/proc/${pid ?? ''}/status`, 'utf8').then(
      (status) => {
        const [, peak = '0'] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
        kibibytes = Math.max(kibibytes, Number(peak));
      },
      () => undefined,
    );
  }, every);
  const stop = (): void => {
    clearInterval(timer);
  };
  return { bytes: () => kibibytes * 1024, stop };
}

function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-mostLines).join('\n');
}
