import { openConsole, overrideExit, toConsoleOptions } from '@cip/cli';
import { Command } from 'commander';
import { probeCommand } from './commands/probe.js';
import { serveCommand } from './commands/serve.js';
import { sweepCommand } from './commands/sweep.js';
import type { CliOptions, Run } from './command-input.js';

/** Parses the arguments (without node and script) and runs the command. Resolves with the exit code. */
export async function runCli(args: readonly string[], options: CliOptions): Promise<number> {
  let exitCode = 0;
  const run: Run = (work) => async (command) => {
    const console = await openConsole(toConsoleOptions(command, options.env));
    exitCode = await work(command, { ...options, console });
  };
  const program = new Command('cip-auditor')
    .description('Holds every change in production registries against the promoter manifests.')
    .version(options.version, '--version')
    .showHelpAfterError('(see "cip-auditor --help", or "cip-auditor <command> --help")')
    .addCommand(serveCommand(run))
    .addCommand(sweepCommand(run))
    .addCommand(probeCommand(run));
  overrideExit(program);
  await program.parseAsync(args, { from: 'user' });
  return exitCode;
}
