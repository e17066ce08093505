import { prepareFile } from '@cip/cli';
import { backupExitCode, type BackupItem, backupReport } from '@cip/report';
import { type Level, type SnapshotFault, type SnapshotName, verifySnapshot } from '@cip/snapshot';
import type { CommandInput } from './command-input.js';
import type { SharedRequest } from './flags.js';
import { Places } from './open-registries.js';
import { openSnapshot, passedOverItems } from './open-snapshot.js';
import { publishBackup } from './publish-backup.js';
import { writeVerifyMetrics } from './write-metrics.js';

/** What `cip-backup verify` was asked to do. */
export interface VerifyRequest extends SharedRequest {
  readonly backup: string;
  /** As given: an hour, or `latest`. */
  readonly snapshot: string;
  readonly level: Level;
  /** Above 0, up to 1. */
  readonly sample: number;
  readonly metricsFile?: string;
}

/** Holds a snapshot against its record. Resolves with the exit code. */
export async function verify(request: VerifyRequest, input: CommandInput): Promise<number> {
  const { console, signal, now } = input;
  const { metricsFile } = request;
  if (metricsFile !== undefined) await prepareFile(metricsFile, '--metrics-file');
  const places = new Places(request, console.log);
  try {
    const { backup, record, passedOver } = await openSnapshot(request, places, input);
    const { snapshot } = record;
    const { checked, faults, remarks } = await verifySnapshot(backup, record, {
      signal,
      level: request.level,
      sample: request.sample,
      onProgress: (progress) => {
        console.progress.update({ label: 'verifying repositories', ...progress });
      },
    });
    console.progress.finish();
    for (const remark of remarks) console.log.warn(remark, { snapshot });
    const report = backupReport(
      [
        ...passedOverItems(passedOver, request.backup),
        ...faults.map((fault) => toItem(fault, snapshot, request.backup)),
      ],
      {
        command: 'verify',
        snapshot,
        images: checked,
        requests: places.requests,
        duration: (Date.now() - now) / 1000,
      },
    );
    publishBackup(report, request, console);
    if (metricsFile !== undefined) await writeVerifyMetrics(report, request.level, metricsFile, Date.now());
    places.printStats(console);
    return backupExitCode(report);
  } finally {
    await places.close();
  }
}

/** A fault of a snapshot as an item; what could not be read has failed to be verified. */
export function toItem(
  { repository, digest, tags, kind, reason, failure }: SnapshotFault,
  snapshot: SnapshotName,
  registry: string,
): BackupItem {
  const state = kind === 'unreachable' ? 'failed' : kind;
  return { snapshot, registry, repository, digest, tags, state, reason, ...(failure && { failure }) };
}
