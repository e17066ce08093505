import { backupExitCode, type BackupItem, backupReport, type BackupReport } from '@cip/report';
import { SignalError, UsageError } from '@cip/runtime';
import {
  carryOutRestore,
  planRestore,
  type Restored,
  type RestoredItem,
  type RestorePlan,
  type SnapshotRecord,
} from '@cip/snapshot';
import { matchesAny } from '@cip/policy';
import type { CommandInput } from './command-input.js';
import type { SharedRequest } from './flags.js';
import { notRestored } from './not-restored.js';
import { Places } from './open-registries.js';
import { openSnapshot } from './open-snapshot.js';
import { publishBackup } from './publish-backup.js';

/** What `cip-backup restore` was asked to do. */
export interface RestoreRequest extends SharedRequest {
  readonly backup: string;
  /** As given: an hour, or `latest`. */
  readonly snapshot: string;
  /** The prefix of production. */
  readonly to: string;
  /** Patterns of repositories; none: all. */
  readonly only: readonly string[];
  readonly confirm: boolean;
  readonly overwriteTags: boolean;
  readonly maxBufferedBytes: number;
}

/** Plans to bring a snapshot back, and with `confirm` does so. Resolves with the exit code. */
export async function restore(request: RestoreRequest, input: CommandInput): Promise<number> {
  const { console, signal } = input;
  const places = new Places(request, console.log);
  try {
    const { backup, record } = await openSnapshot(request, places, input);
    const only = (name: string): boolean => request.only.length === 0 || matchesAny(request.only, name);
    if (!record.repositories.some(({ name }) => only(name))) throw nothingChosen(request, record);
    const plan = await planRestore(
      backup,
      record,
      { registry: places.reader, destination: request.to },
      {
        signal,
        only,
        overwriteTags: request.overwriteTags,
        onProgress: (progress) => {
          console.progress.update({ label: 'comparing repositories', ...progress });
        },
      },
    );
    for (const { repository, tag, digest, reason } of plan.moves) {
      console.log.warn(`${request.confirm ? 'moving' : 'would move'} a tag`, {
        repository,
        tag,
        digest,
        reason,
      });
    }
    const done = request.confirm ? await carryOut(plan, request, places, backup, input) : undefined;
    console.progress.finish();
    const report = reportOf(plan, done, request, places.requests, input);
    publishBackup(report, { ...request, dryRun: !request.confirm }, console);
    places.printStats(console);
    return backupExitCode(report);
  } finally {
    await places.close();
  }
}

/** What an interruption left has not happened, and is still in the plan. */
async function carryOut(
  plan: RestorePlan,
  request: RestoreRequest,
  places: Places,
  backup: Parameters<typeof carryOutRestore>[0],
  { console, signal }: CommandInput,
): Promise<Restored> {
  const { overwriteTags, registry, maxBufferedBytes } = request;
  const targets = {
    repository: (name: string) => places.writer.repository(name),
    // Nobody gets this right who did not ask for it.
    ...(overwriteTags && { everything: (name: string) => places.master.repository(name) }),
  };
  return carryOutRestore(backup, plan, targets, {
    signal,
    maxBufferedBytes,
    ...(registry.concurrency !== undefined && { uploadsPerHost: registry.concurrency }),
    onProgress: (progress) => {
      console.progress.update({ label: 'restoring', ...progress });
    },
  });
}

function nothingChosen({ only }: RestoreRequest, { snapshot, production }: SnapshotRecord): UsageError {
  if (only.length === 0) {
    return new UsageError(
      `snapshot ${snapshot} of ${production} holds no repository, so there is nothing to restore`,
      'Give the hour of another one, as "cip-backup list" shows it.',
    );
  }
  return new UsageError(
    `no repository of snapshot ${snapshot} matches --only ${only.join()}`,
    'Patterns are held against the path below the prefix: * stays within a component, ** does not.',
  );
}

function reportOf(
  plan: RestorePlan,
  done: Restored | undefined,
  { to: registry }: RestoreRequest,
  requests: number,
  { now, signal }: CommandInput,
): BackupReport {
  const { snapshot } = plan.record;
  const toItem = (item: RestoredItem): BackupItem => ({ snapshot, registry, ...item });
  const items = [
    ...(done ? done.items.map(toItem) : planned(plan, registry)),
    ...notRestored(plan, registry, 'blocked'),
  ];
  const reason: unknown = signal.reason;
  return backupReport(
    [...items].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
    {
      command: 'restore',
      snapshot,
      images: plan.existing + plan.steps.length,
      existing: plan.existing,
      requests,
      duration: (Date.now() - now) / 1000,
      ...(done && { bytesCopied: done.bytesCopied, bytesMounted: done.bytesMounted }),
      ...(reason instanceof SignalError && { interrupted: reason.signal }),
    },
  );
}

function planned({ record: { snapshot }, steps, moves }: RestorePlan, registry: string): BackupItem[] {
  return [
    ...steps.map(({ image, digest, tags }): BackupItem => {
      return { snapshot, registry, repository: image, digest, tags, state: 'planned' };
    }),
    ...moves.map(({ repository, digest, tag, reason }): BackupItem => {
      const what = `the tag is to be moved: ${reason}`;
      return { snapshot, registry, repository, digest, tags: [tag], state: 'planned', reason: what };
    }),
  ];
}

function keyOf({ repository, digest, tags }: BackupItem): string {
  return `${repository}@${digest} ${tags.join()}`;
}
