import type { Program, SignalOptions } from '@cip/runtime';
import type { ProgramInput } from './start-program.js';

/**
 * The whole of a `main.ts`: runs a program on the arguments of the process and ends it with the exit code answered. Asked for
 * its version alone, it loads nothing else.
 */
export async function runProgram(
  program: Required<Program>,
  run: (input: ProgramInput) => Promise<number>,
  options: Pick<SignalOptions, 'grace'> = {},
): Promise<void> {
  const args = process.argv.slice(2);
  if (args.length === 1 && args[0] === '--version') {
    printVersion(program);
    return;
  }
  const { startProgram } = await import('./start-program.js');
  await startProgram(program, run, options);
}

function printVersion({ version }: Required<Program>): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that went away.
    if (error.code !== 'EPIPE') throw error;
  });
  process.stdout.write(`${version}\n`);
}
