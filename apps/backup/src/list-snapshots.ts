import { type ListedSnapshot, renderListJson, renderListText, snapshotList } from '@cip/report';
import {
  type Backup,
  BackupError,
  findUnfinished,
  listPartial,
  listSnapshots,
  readHead,
  type SnapshotName,
  snapshotNameAt,
} from '@cip/snapshot';
import type { CommandInput } from './command-input.js';
import type { SharedRequest } from './flags.js';
import { Places } from './open-registries.js';

/** What `cip-backup list` was asked to do. */
export interface ListRequest extends SharedRequest {
  readonly backup: string;
}

/** Lists the snapshots of a backup, the unfinished ones too. Resolves with the exit code. */
export async function list(request: ListRequest, { console, signal, now }: CommandInput): Promise<number> {
  const places = new Places(request, console.log);
  try {
    const backup = await places.backupToRead(request.backup);
    const [complete, partial] = [
      await listSnapshots(backup, { signal }),
      await listPartial(backup, { signal }),
    ];
    const snapshots = [...complete, ...partial];
    const unfinished = await findUnfinished(backup, snapshots, { signal });
    const finished = await Promise.all(snapshots.map((snapshot) => describe(backup, snapshot, now, signal)));
    const items = [
      ...finished,
      ...unfinished.map((snapshot): ListedSnapshot => ({ snapshot, state: 'incomplete', layout: 'tree' })),
    ].sort((a, b) => (a.snapshot < b.snapshot ? -1 : 1));
    const report = snapshotList(items, { backup: request.backup, requests: places.requests, now });
    console.print(request.format === 'json' ? renderListJson(report) : renderListText(report, console.color));
    places.printStats(console);
    if (items.length > 0) return report.summary.unreadable > 0 ? 1 : 0;
    console.log.error(`${request.backup}: no snapshot is there; check the name of the backup`);
    return 1;
  } finally {
    await places.close();
  }
}

async function describe(
  backup: Backup,
  snapshot: SnapshotName,
  now: number,
  signal: AbortSignal,
): Promise<ListedSnapshot> {
  try {
    const { digest: _, previous: __, ...head } = await readHead(backup, snapshot, { signal });
    const state = head.failed === undefined ? 'complete' : 'partial';
    return { ...head, state: snapshot > snapshotNameAt(now) ? 'future' : state };
  } catch (error) {
    if (!(error instanceof BackupError)) throw error;
    return { snapshot, state: 'unreadable', reason: error.message };
  }
}
