import { fileURLToPath } from 'node:url';
import {
  type CommandOptions,
  type CommandResult,
  type RunningCommand,
  startCommand,
  TemporaryFolders,
} from '@cip/testing';
import { afterAll } from 'vitest';

const command = fileURLToPath(new URL('../../../dist/apps/promoter/main.js', import.meta.url));

export type CipResult = CommandResult;
export type RunOptions = CommandOptions;

/** Runs the built command to its end, however it ends. Throws when it takes too long. */
export async function runCip(args: readonly string[], options: RunOptions = {}): Promise<CipResult> {
  return startCip(args, options).finished;
}

/** Starts the built command. */
export function startCip(args: readonly string[], options: RunOptions = {}): RunningCommand {
  return startCommand(command, args, options);
}

const folders = new TemporaryFolders();

afterAll(() => folders.remove());

/** A new folder, gone after the last test of the file. */
export function temporaryFolder(): Promise<string> {
  return folders.create();
}
