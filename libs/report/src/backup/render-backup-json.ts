import { jsonWithLists } from '../json-lines.js';
import { orderedFailure } from '../ordered-failure.js';
import type { BackupItem, BackupReport } from './backup-report.js';

/** The report as one JSON object, as `docs/cli/schema/backup-report.json` has it; each item takes one line. */
export function renderBackupJson(report: BackupReport): string {
  const { version, command, summary, shard, interrupted, regions, uncovered, removed, items } = report;
  return jsonWithLists(
    { version, command, summary, ...(shard && { shard }), ...(interrupted && { interrupted }) },
    {
      ...(regions && { regions }),
      ...(uncovered && { uncovered }),
      ...(removed && { removed }),
      items: items.map(ordered),
    },
  );
}

function ordered(item: BackupItem): BackupItem {
  const { snapshot, registry, repository, digest, tags, state, reason, failure } = item;
  return {
    snapshot,
    registry,
    repository,
    digest,
    tags,
    state,
    ...(reason !== undefined && { reason }),
    ...(failure && { failure: orderedFailure(failure) }),
  };
}
