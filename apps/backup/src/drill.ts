import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { WriteOnceTarget } from '@cip/oci';
import { backupExitCode, type BackupItem, backupReport } from '@cip/report';
import { RefusedError } from '@cip/runtime';
import {
  type Backup,
  carryOutRestore,
  pathInBackup,
  planRestore,
  readContents,
  type Restored,
  type RestorePlan,
  type SnapshotRecord,
  stateOf,
  verifySnapshot,
} from '@cip/snapshot';
import type { CommandInput } from './command-input.js';
import type { SharedRequest } from './flags.js';
import { makeDrillFolder } from './drill-folder.js';
import { notRestored } from './not-restored.js';
import { Places } from './open-registries.js';
import { openSnapshot, passedOverItems } from './open-snapshot.js';
import { publishBackup } from './publish-backup.js';
import { toItem } from './verify.js';

/** What `cip-backup drill` was asked to do. */
export interface DrillRequest extends SharedRequest {
  readonly backup: string;
  /** As given: an hour, or `latest`. */
  readonly snapshot: string;
  /** An empty prefix of a registry; absent: a place of its own on this machine, which is removed afterwards. */
  readonly to?: string;
  readonly maxBufferedBytes: number;
}

/** Restores a snapshot to an empty place and compares that with the record. Resolves with the exit code. */
export async function drill(request: DrillRequest, input: CommandInput): Promise<number> {
  const places = new Places(request, input.console.log);
  const folder = request.to === undefined ? await makeDrillFolder(tmpdir()) : undefined;
  try {
    const scratch = await places.backupToWrite(request.to ?? `oci:${folder}/scratch`);
    return await drillIn(scratch, request, places, input);
  } finally {
    await places.close();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }
}

async function drillIn(
  scratch: Backup<WriteOnceTarget>,
  request: DrillRequest,
  places: Places,
  input: CommandInput,
): Promise<number> {
  const { console, signal, now } = input;
  const { backup, record, passedOver } = await openSnapshot(request, places, input);
  const { snapshot } = record;
  // Restored as a tree of its own, it can be held against the record like any other snapshot.
  if ((await scratch.listings(snapshot, { signal })).size > 0) throw notEmpty(scratch, snapshot);
  const target = { registry: places.reader, destination: `${scratch.name}/${snapshot}`, scratch };
  const plan = await planRestore(backup, record, target, { signal });
  const restored = await carryOutRestore(
    backup,
    plan,
    { repository: (name) => scratch.repository(pathInBackup(scratch, name) ?? '') },
    {
      signal,
      maxBufferedBytes: request.maxBufferedBytes,
      onProgress: (progress) => {
        console.progress.update({ label: 'restoring', ...progress });
      },
    },
  );
  const whole = await withContents(backup, record, signal);
  const { images, faults } = await verifySnapshot(scratch, whole, { signal, level: 'graph' });
  console.progress.finish();
  const items = [
    ...passedOverItems(passedOver, request.backup),
    ...problems(plan, restored, scratch.name),
    ...faults.map((fault) => toItem(fault, snapshot, scratch.name)),
  ];
  const report = backupReport(items, {
    command: 'drill',
    snapshot,
    images,
    existing: Math.max(0, images - (items.length - passedOver.length)),
    bytesCopied: restored.bytesCopied,
    bytesMounted: restored.bytesMounted,
    requests: places.requests,
    duration: (Date.now() - now) / 1000,
  });
  publishBackup(report, request, console);
  places.printStats(console);
  return backupExitCode(report);
}

/** The record of the tree that a restore makes; what cannot be restored is left out, and told by the plan. */
async function withContents(
  backup: Backup,
  record: SnapshotRecord,
  signal: AbortSignal,
): Promise<SnapshotRecord> {
  const { contents } = await readContents(backup, record, { signal });
  const repositories = [...contents].map(([name, manifests]) => ({
    name,
    state: stateOf(manifests),
    manifests,
  }));
  return { ...record, layout: 'tree', repositories };
}

function problems(plan: RestorePlan, { items }: Restored, registry: string): BackupItem[] {
  const { snapshot } = plan.record;
  return [
    ...notRestored(plan, registry, 'failed'),
    ...items
      .filter(({ state }) => state === 'failed' || state === 'blocked')
      .map((item): BackupItem => ({ snapshot, registry, ...item })),
  ];
}

function notEmpty({ name }: Backup, snapshot: string): RefusedError {
  return new RefusedError(
    `${name}/${snapshot} is not empty, so a restore to it would prove nothing`,
    'Give a prefix with nothing in it, or leave --to out.',
  );
}
