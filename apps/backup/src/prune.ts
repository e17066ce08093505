import { backupExitCode, type BackupItem, backupReport } from '@cip/report';
import { RefusedError, SignalError } from '@cip/runtime';
import {
  carryOutPrune,
  imagesPath,
  planPrune,
  type PrunePlan,
  recordsPath,
  recordTag,
  type Retention,
  snapshotNameAt,
} from '@cip/snapshot';
import type { CommandInput } from './command-input.js';
import type { SharedRequest } from './flags.js';
import { lockBackup } from './lock-backup.js';
import { Places, refuseLinkedLayout } from './open-registries.js';
import { publishBackup } from './publish-backup.js';

/** What `cip-backup prune` was asked to do. */
export interface PruneRequest extends SharedRequest {
  readonly backup: string;
  readonly retention: Retention;
  readonly confirm: boolean;
  readonly lock?: string;
}

/** Plans what the backup can do without, and with `confirm` deletes it. Resolves with the exit code. */
export async function prune(request: PruneRequest, input: CommandInput): Promise<number> {
  const { console, signal, now } = input;
  const { hourly, daily, monthly } = request.retention;
  if (hourly + daily + monthly === 0) throw wouldKeepNone();
  await refuseLinkedLayout(request.backup);
  const unlock = await lockBackup(request.lock);
  const places = new Places(request, console.log);
  try {
    const backup = await places.backupToRead(request.backup);
    const plan = await planPrune(backup, request.retention, { signal, now: snapshotNameAt(now) });
    for (const snapshot of plan.unreadable) {
      console.log.warn('this snapshot cannot be read, so it is left as it is', { snapshot });
    }
    const done = request.confirm ? await carryOut(plan, request, places, input) : toDo(plan, request.backup);
    const items = [...done, ...undecided(plan, request.backup)];
    console.progress.finish();
    const reason: unknown = signal.reason;
    const report = backupReport(items, {
      command: 'prune',
      snapshot: plan.kept.at(-1) ?? '',
      images: 0,
      requests: places.requests,
      duration: (Date.now() - now) / 1000,
      removed: [...plan.removed, ...plan.unfinished].sort(),
      ...(reason instanceof SignalError && { interrupted: reason.signal }),
    });
    publishBackup(report, { ...request, dryRun: !request.confirm }, console);
    places.printStats(console);
    return backupExitCode(report);
  } finally {
    await places.close();
    await unlock();
  }
}

async function carryOut(
  plan: PrunePlan,
  request: PruneRequest,
  places: Places,
  { console, signal }: CommandInput,
): Promise<BackupItem[]> {
  const pruned = await carryOutPrune(await places.backupToPrune(request.backup), plan, {
    signal,
    onProgress: (progress) => {
      console.progress.update({ label: 'deleting', ...progress });
    },
  });
  return pruned.map((item) => ({ ...item, registry: request.backup }));
}

function toDo({ removed, unneeded }: PrunePlan, registry: string): BackupItem[] {
  const records = removed.map((snapshot): BackupItem => {
    const tags = [recordTag(snapshot)];
    return { snapshot, registry, repository: recordsPath, digest: '', tags, state: 'planned' };
  });
  const images = unneeded.map(({ snapshot, place, digest, tags }): BackupItem => {
    return { snapshot, registry, repository: place, digest, tags, state: 'planned' };
  });
  return [...records, ...images];
}

/** What the backup may need or not: it is kept, and somebody has to look. */
function undecided({ kept, mayNeedAll, leftAlone }: PrunePlan, registry: string): BackupItem[] {
  const of = { registry, digest: '', state: 'corrupt' } as const;
  const records = mayNeedAll.map((snapshot): BackupItem => {
    const reason =
      'its record cannot be read, so nobody knows which images it needs, and none was deleted; repair it, or delete this tag';
    return { ...of, snapshot, repository: recordsPath, tags: [recordTag(snapshot)], reason };
  });
  const repositories = leftAlone.map((name): BackupItem => {
    const reason = 'what kept snapshots need of it cannot be read, so nothing of it was deleted';
    return { ...of, snapshot: kept.at(-1) ?? '', repository: `${imagesPath}/${name}`, tags: [], reason };
  });
  return [...records, ...repositories];
}

function wouldKeepNone(): RefusedError {
  return new RefusedError(
    'to keep no snapshot by the hour, day or month would remove the last good one',
    'Keep at least one: --keep-hourly 1.',
  );
}
