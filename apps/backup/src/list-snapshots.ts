import { type ListedSnapshot, renderListJson, renderListText, snapshotList } from '@cip/report';
import {
  type Backup,
  BackupError,
  contradictions,
  findUnfinished,
  listPartial,
  listSnapshots,
  type Neighbour,
  parseSnapshotName,
  readHead,
  readSnapshot,
  type SnapshotHead,
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
    const snapshots = [...complete, ...partial].sort();
    const unfinished = await findUnfinished(backup, snapshots, { signal });
    const heads = await Promise.all(snapshots.map((snapshot) => headOf(backup, snapshot, signal)));
    const finished = await withLatestRead(listed(heads, snapshotNameAt(now)), backup, signal);
    const items = [
      ...finished,
      ...unfinished.map((snapshot): ListedSnapshot => ({ snapshot, state: 'incomplete', layout: 'tree' })),
    ].sort((a, b) => (a.snapshot < b.snapshot ? -1 : 1));
    const report = snapshotList(items, { backup: request.backup, requests: places.requests, now });
    console.print(request.format === 'json' ? renderListJson(report) : renderListText(report, console.color));
    places.printStats(console);
    if (items.length > 0) return report.summary.unreadable + report.summary.suspect > 0 ? 1 : 0;
    console.log.error(`${request.backup}: no snapshot is there; check the name of the backup`);
    return 1;
  } finally {
    await places.close();
  }
}

/** What the manifest of a record says, or why it cannot be read. */
interface Head {
  readonly snapshot: SnapshotName;
  readonly head: SnapshotHead | BackupError;
}

async function headOf(backup: Backup, snapshot: SnapshotName, signal: AbortSignal): Promise<Head> {
  try {
    return { snapshot, head: await readHead(backup, snapshot, { signal }) };
  } catch (error) {
    if (!(error instanceof BackupError)) throw error;
    return { snapshot, head: error };
  }
}

/** Holds each record against those beside it. Oldest first. */
function listed(heads: readonly Head[], hour: SnapshotName): ListedSnapshot[] {
  const bySnapshot = new Map(heads.map(({ snapshot, head }) => [snapshot, neighbour(head)]));
  return heads.map(({ snapshot, head: found }, i): ListedSnapshot => {
    if (found instanceof BackupError) return { snapshot, state: 'unreadable', reason: found.message };
    const { digest: _, previous, ...head } = found;
    if (snapshot > hour) return { ...head, state: 'future' };
    const { faults, remarks } = contradictions(found, {
      successor: neighbour(heads[i + 1]?.head),
      predecessor: previous && bySnapshot.get(previous.snapshot),
    });
    const reasons = [...faults.map(({ reason }) => reason), ...remarks];
    const state = faults.length > 0 ? 'suspect' : head.failed === undefined ? 'complete' : 'partial';
    return { ...head, state, ...(reasons.length > 0 && { reason: reasons.join('; ') }) };
  });
}

/** What is told as the latest must be what `latest` takes, so its record is read as a whole. */
async function withLatestRead(
  items: readonly ListedSnapshot[],
  backup: Backup,
  signal: AbortSignal,
): Promise<ListedSnapshot[]> {
  const read = [...items];
  for (let i = read.length - 1; i >= 0; i--) {
    const item = read[i];
    if (item?.state !== 'complete') continue;
    const reason = await whyBroken(backup, item.snapshot, signal);
    if (reason === undefined) break;
    read[i] = { ...item, state: 'unreadable', reason };
  }
  return read;
}

async function whyBroken(backup: Backup, snapshot: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    await readSnapshot(backup, parseSnapshotName(snapshot), { signal });
    return undefined;
  } catch (error) {
    if (!(error instanceof BackupError)) throw error;
    return error.message;
  }
}

function neighbour(head: SnapshotHead | BackupError | undefined): Neighbour {
  return head instanceof BackupError ? 'unreadable' : head;
}
