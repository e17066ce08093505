import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command, Work } from '../scenario.js';
import { endedProcessorTime } from './processor-time.js';
import { runCommand } from './run-command.js';
import type { Usage } from './usage.js';

export interface Worked {
  readonly usage: Usage;
  /** Standard output of all commands, in their order. */
  readonly output: string;
}

/** Runs the commands of a contender; no other process that this one started may end meanwhile. Throws when one fails. */
export async function runWork({ commands, atOnce = 1, last }: Work, folder: string): Promise<Worked> {
  const before = await endedProcessorTime();
  const start = performance.now();
  const waiting = commands.entries();
  const peaks: number[] = [];
  const run = async (command: Command, index: number): Promise<void> => {
    peaks.push(await runCommand(command, folder, outputFile(folder, index)));
  };
  const runInTurn = async (): Promise<void> => {
    for (const [index, command] of waiting) await run(command, index);
  };
  await Promise.all(Array.from({ length: atOnce }, runInTurn));
  if (last) await run(last, commands.length);
  const wall = (performance.now() - start) / 1000;
  const cpu = (await endedProcessorTime()) - before;
  return {
    usage: { wall, cpu, peakMemory: Math.max(...peaks) },
    output: await outputOf(folder, peaks.length),
  };
}

function outputFile(folder: string, index: number): string {
  return path.join(folder, `${index}.out`);
}

async function outputOf(folder: string, count: number): Promise<string> {
  const files = Array.from({ length: count }, (_, index) => readFile(outputFile(folder, index), 'utf8'));
  return (await Promise.all(files)).join('');
}
