import { fileURLToPath } from 'node:url';
import {
  type CommandOptions,
  type CommandResult,
  type RunningCommand,
  startCommand,
  TemporaryFolders,
} from '@cip/testing';
import type { LintItem, LintReport } from '@cip/report';
import { afterAll, expect } from 'vitest';

const command = fileURLToPath(new URL('../../../dist/apps/linter/main.js', import.meta.url));

export type { CommandResult, LintItem };

/** Runs the built command to its end, however it ends. Throws when it takes too long. */
export function runLint(args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return startLint(args, options).finished;
}

/** Starts the built command. */
export function startLint(args: readonly string[], options: CommandOptions = {}): RunningCommand {
  return startCommand(command, args, options);
}

/** The JSON report on stdout. Throws when there is none. */
export function reportOf({ stdout, stderr, code }: CommandResult): LintReport {
  try {
    return JSON.parse(stdout) as LintReport;
  } catch {
    throw new Error(`exit code ${code} without a report\n${stdout}\n${stderr}`);
  }
}

/** What is wrong with input is told in sentences. */
export function expectSentences({ stdout, stderr }: CommandResult): void {
  expect(stdout + stderr).not.toMatch(/\n\s+at /);
  expect(stdout + stderr).not.toContain('this is a bug');
}

const folders = new TemporaryFolders();

afterAll(() => folders.remove());

/** A new folder, gone after the last test of the file. */
export function temporaryFolder(): Promise<string> {
  return folders.create();
}
