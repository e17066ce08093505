import { fileURLToPath } from 'node:url';
import {
  type CommandOptions,
  type CommandResult,
  type RunningCommand,
  startCommand,
  TemporaryFolders,
} from '@cip/testing';
import { afterAll, expect } from 'vitest';

const command = fileURLToPath(new URL('../../../dist/apps/backup/main.js', import.meta.url));
const hour = 3_600_000;

/** What specs read of a report in JSON. */
export interface JsonReport {
  readonly command: string;
  readonly summary: Readonly<Record<string, number | string | null>>;
  readonly shard?: { readonly index: number; readonly count: number };
  readonly regions?: readonly { readonly from: string; readonly state: string; readonly found?: object }[];
  readonly uncovered?: readonly string[];
  readonly removed?: readonly string[];
  readonly items: readonly {
    readonly snapshot: string;
    readonly registry: string;
    readonly repository: string;
    readonly digest: string;
    readonly tags: readonly string[];
    readonly state: string;
    readonly reason?: string;
    readonly failure?: { readonly code: string; readonly host?: string };
  }[];
}

/** The hour that lies so many hours back. */
export function hoursAgo(count: number): string {
  return new Date(Date.now() - count * hour).toISOString().slice(0, 13).replace(/[-T]/g, '/');
}

/** Starts the built command with nothing but these arguments. */
export function startBackupAsIs(args: readonly string[], options: CommandOptions = {}): RunningCommand {
  return startCommand(command, args, options);
}

/** Starts the built command, without limits on requests. */
export function startBackup(args: readonly string[], options: CommandOptions = {}): RunningCommand {
  return startBackupAsIs([...args, '--rps-per-host', '0', '--retry-deadline', '5s'], options);
}

/** Runs the built command to its end, however it ends. */
export function runBackup(args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return startBackup(args, { timeout: 100_000, ...options }).finished;
}

/** Runs the built command, which must end with the exit code, and gives its report. */
export async function reportOf(
  args: readonly string[],
  code = 0,
  options: CommandOptions = {},
): Promise<JsonReport> {
  const result = await runBackup([...args, '--format', 'json'], options);
  expect(result.code, `${args.join(' ')}\n${result.stdout.slice(0, 5000)}\n${result.stderr}`).toBe(code);
  return JSON.parse(result.stdout) as JsonReport;
}

const folders = new TemporaryFolders();

afterAll(() => folders.remove());

/** A new folder, gone after the last test of the file. */
export function temporaryFolder(): Promise<string> {
  return folders.create();
}
