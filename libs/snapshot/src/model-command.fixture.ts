import { startCommand } from '@cip/testing';
import { expect } from 'vitest';
import { readSnapshot } from './read-record.js';
import type { Layout } from './record.js';
import type { SnapshotName } from './snapshot-name.js';
import type { ModelStore } from './model-store.fixture.js';
import type { TakenSnapshot } from './taken-snapshot.js';

/** What a model looks at when a snapshot was taken. */
export type ModelTaken = Pick<TakenSnapshot, 'state' | 'items' | 'record'>;

/** A run of the built command, as an operator starts it. */
export interface CommandRun {
  /** The file of the command. */
  readonly command: string;
  readonly from: string;
  readonly store: ModelStore;
  readonly layout: Layout;
  readonly snapshot: SnapshotName;
}

interface Report {
  readonly regions: readonly { readonly state: TakenSnapshot['state'] }[];
  readonly items: TakenSnapshot['items'];
}

/** Takes a snapshot, and holds the exit code against the report. */
export async function takeByCommand(run: CommandRun): Promise<ModelTaken> {
  const { code, stdout, stderr } = await start(run).finished;
  const { regions, items } = JSON.parse(stdout) as Report;
  const state = regions[0]?.state ?? 'incomplete';
  const isWhole = items.every((one) => one.state !== 'failed' && one.state !== 'missing');
  expect(code, `${stdout}\n${stderr}`).toBe(isWhole ? 0 : 1);
  if (state !== 'complete') return { state, items };
  const record = await run.store.withBackup((backup) => readSnapshot(backup, run.snapshot));
  return { state, items, record };
}

/** Starts the command, and ends it as `kill -9` does, so many milliseconds later. */
export async function killCommand(run: CommandRun, after: number): Promise<void> {
  const running = start(run);
  setTimeout(() => {
    running.kill('SIGKILL');
  }, after);
  await running.finished;
}

function start({ command, from, store, layout, snapshot }: CommandRun) {
  const flags = { from, to: store.name, layout, hour: snapshot, 'confirm-within': '0s', format: 'json' };
  const limits = ['--rps-per-host', '0', '--retry-deadline', '5s'];
  const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
  return startCommand(command, ['run', ...args, ...limits], { timeout: 100_000 });
}
