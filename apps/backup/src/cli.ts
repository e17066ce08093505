import { openConsole, overrideExit, toConsoleOptions } from '@cip/cli';
import { Command } from 'commander';
import { drillCommand } from './commands/drill.js';
import { listCommand } from './commands/list.js';
import { pruneCommand } from './commands/prune.js';
import { restoreCommand } from './commands/restore.js';
import { runCommand } from './commands/run.js';
import { verifyCommand } from './commands/verify.js';
import type { CliOptions, Run } from './command-input.js';

/** Parses the arguments (without node and script) and runs the command. Resolves with the exit code. */
export async function runCli(args: readonly string[], options: CliOptions): Promise<number> {
  let exitCode = 0;
  const run: Run = (work) => async (command) => {
    const console = await openConsole(toConsoleOptions(command, options.env));
    const { asExpected } = await import('./expected-errors.js');
    try {
      exitCode = await asExpected(() => work(command, { ...options, console, now: Date.now() }));
    } finally {
      console.progress.finish();
    }
  };
  const program = new Command('cip-backup')
    .description('Point-in-time snapshots of production registries: taken by the hour, verified, restorable.')
    .version(options.version, '--version')
    .showHelpAfterError('(see "cip-backup --help", or "cip-backup <command> --help")')
    .addCommand(runCommand(run))
    .addCommand(listCommand(run))
    .addCommand(verifyCommand(run))
    .addCommand(restoreCommand(run))
    .addCommand(pruneCommand(run))
    .addCommand(drillCommand(run));
  overrideExit(program);
  await program.parseAsync(args, { from: 'user' });
  return exitCode;
}
