import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Work } from '../scenario.js';
import { endedProcessorTime } from './processor-time.js';
import { runCommand } from './run-command.js';
import type { Usage } from './usage.js';

export interface Worked {
  readonly usage: Usage;
  /** Standard output of all commands, in their order. */
  readonly output: string;
}

/** Runs the commands of a contender; nothing else may run in this process meanwhile. Throws when one fails. */
export async function runWork({ commands, atOnce = 1 }: Work, folder: string): Promise<Worked> {
  const before = await endedProcessorTime();
  const start = performance.now();
  const waiting = commands.entries();
  let peakMemory = 0;
  const runInTurn = async (): Promise<void> => {
    for (const [index, command] of waiting)
      peakMemory = Math.max(peakMemory, await runCommand(command, folder, outputFile(folder, index)));
  };
  await Promise.all(Array.from({ length: atOnce }, runInTurn));
  const wall = (performance.now() - start) / 1000;
  const cpu = (await endedProcessorTime()) - before;
  return { usage: { wall, cpu, peakMemory }, output: await outputOf(folder, commands.length) };
}

function outputFile(folder: string, index: number): string {
  return path.join(folder, `${index}.out`);
}

async function outputOf(folder: string, count: number): Promise<string> {
  const files = Array.from({ length: count }, (_, index) => readFile(outputFile(folder, index), 'utf8'));
  return (await Promise.all(files)).join('');
}
