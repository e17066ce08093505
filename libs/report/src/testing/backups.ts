import {
  type BackupItem,
  type BackupRegion,
  backupReport,
  type BackupReport,
} from '../backup/backup-report.js';
import { type ListedSnapshot, snapshotList, type SnapshotList } from '../backup/snapshot-list.js';
import { digest } from './samples.js';

export const hour = '2026/11/25/09';

export function backupItem(change: Partial<BackupItem> = {}): BackupItem {
  return {
    snapshot: hour,
    registry: 'us.gcr.io/prod',
    repository: 'web',
    digest: digest('a'),
    tags: ['v1'],
    state: 'copied',
    ...change,
  };
}

export function backupRegion(change: Partial<BackupRegion> = {}): BackupRegion {
  return {
    from: 'us.gcr.io/prod',
    to: 'us.gcr.io/backup',
    layout: 'tree',
    state: 'complete',
    images: 3,
    ...change,
  };
}

/** A report of `run` unless the facts say otherwise. */
export function backupReportOf(
  items: readonly BackupItem[],
  facts: Partial<Parameters<typeof backupReport>[1]> = {},
): BackupReport {
  return backupReport(items, {
    command: 'run',
    snapshot: hour,
    images: 3,
    requests: 12,
    duration: 1.25,
    ...facts,
  });
}

export function completeSnapshot(change: Partial<ListedSnapshot> = {}): ListedSnapshot {
  return {
    snapshot: hour,
    state: 'complete',
    finished: '2026-11-25T09:20:00.000Z',
    layout: 'tree',
    repositories: 2,
    images: 1500,
    lost: 0,
    ...change,
  };
}

/** As it is listed half an hour after the first snapshot was finished. */
export function listOf(items: readonly ListedSnapshot[], now = '2026-11-25T09:50:00.000Z'): SnapshotList {
  return snapshotList(items, { backup: 'us.gcr.io/backup', requests: 4, now: Date.parse(now) });
}
