import { fileURLToPath } from 'node:url';
import { type CommandOptions, type CommandResult, startCommand, TemporaryFolders } from '@cip/testing';
import { afterAll } from 'vitest';

export const workspace = fileURLToPath(new URL('../../../', import.meta.url));
export const tool = fileURLToPath(new URL('../../../dist/tools/image/main.js', import.meta.url));

/** Runs what `npm run image --` runs, to its end, however it ends; it is quick to give up. */
export function runTool(args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  const quick = ['--rps-per-host', '0', '--retry-deadline', '2s'];
  return startCommand(tool, [...args, ...quick], { timeout: 60_000, ...options }).finished;
}

const folders = new TemporaryFolders();

afterAll(() => folders.remove());

/** A new folder, gone after the last test of the file. */
export function temporaryFolder(): Promise<string> {
  return folders.create();
}
