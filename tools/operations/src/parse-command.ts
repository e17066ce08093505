import { probeCommand, serveCommand, sweepCommand } from '@cip/auditor';
import {
  drillCommand,
  listCommand,
  pruneCommand,
  restoreCommand,
  runCommand,
  verifyCommand,
} from '@cip/backup';
import { addLintFlags } from '@cip/linter';
import {
  compareCommand,
  manifestCommand,
  planCommand,
  promoteCommand,
  reportCommand,
  snapshotCommand,
  statusCommand,
} from '@cip/promoter';
import { Command } from 'commander';

const doNothing = async (): Promise<void> => Promise.resolve();
const neverRun = (): (() => Promise<void>) => doNothing;

const commands: Readonly<Record<string, () => readonly Command[]>> = {
  cip: () => [
    planCommand(doNothing),
    promoteCommand(doNothing),
    reportCommand(doNothing),
    statusCommand(doNothing),
    snapshotCommand(doNothing),
    compareCommand(doNothing),
    manifestCommand({ init: doNothing, add: doNothing, fmt: doNothing, find: doNothing }),
  ],
  'cip-auditor': () => [serveCommand(neverRun), sweepCommand(neverRun), probeCommand(neverRun)],
  'cip-backup': () => [
    runCommand(neverRun),
    listCommand(neverRun),
    verifyCommand(neverRun),
    restoreCommand(neverRun),
    pruneCommand(neverRun),
    drillCommand(neverRun),
  ],
};

/** True for what {@link parseCommand} knows. */
export function isProgram(name: string): boolean {
  return name === 'cip-lint' || name in commands;
}

/**
 * Parses a command line with the parser of its program, and runs nothing. Throws commander's error for what the program
 * would not understand.
 */
export async function parseCommand(program: string, args: readonly string[]): Promise<void> {
  await parserOf(program).parseAsync(args, { from: 'user' });
}

function parserOf(program: string): Command {
  const parser = new Command(program);
  if (program === 'cip-lint') addLintFlags(parser).argument('[path...]').action(doNothing);
  for (const command of commands[program]?.() ?? []) parser.addCommand(command);
  for (const command of withCommands(parser)) {
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  }
  return parser;
}

/** A command and all below it. */
function withCommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withCommands)];
}
