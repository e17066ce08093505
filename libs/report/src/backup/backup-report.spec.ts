import { describe, expect, it } from 'vitest';
import { backupItem, backupRegion, backupReportOf } from '../testing/backups.js';
import { backupExitCode, type BackupReport, backupStates } from './backup-report.js';
import { renderBackupJson } from './render-backup-json.js';

const complaints = ['blocked', 'missing', 'corrupt', 'failed'];

describe('the exit code of a backup report', () => {
  it.each(backupStates)('of an item that is %s', (state) => {
    const expected = complaints.includes(state) ? 1 : 0;
    expect(backupExitCode(backupReportOf([backupItem({ state })]))).toBe(expected);
  });

  it.each<[string, BackupReport, number]>([
    ['nothing to tell', backupReportOf([]), 0],
    [
      'a region that was never finished',
      backupReportOf([], { regions: [backupRegion({ state: 'incomplete' })] }),
      1,
    ],
    [
      'a region with a partial snapshot',
      backupReportOf([], { regions: [backupRegion({ state: 'partial' })] }),
      1,
    ],
    [
      'a region that an earlier run has taken',
      backupReportOf([], { regions: [backupRegion({ state: 'already' })] }),
      0,
    ],
    ['promised digests in no snapshot', backupReportOf([], { coverage: 0.5, uncovered: ['a/b@x'] }), 0],
  ])('of %s', (_situation, report, expected) => {
    expect(backupExitCode(report)).toBe(expected);
  });
});

it('counts items by their state, and what is in place besides', () => {
  const items = [backupItem(), backupItem(), backupItem({ state: 'existing' })];
  expect(backupReportOf(items, { existing: 4 }).summary).toMatchObject({ copied: 2, existing: 5, failed: 0 });
});

describe('a backup report in JSON', () => {
  const report = backupReportOf([backupItem(), backupItem({ state: 'failed', reason: 'so' })], {
    regions: [backupRegion()],
    uncovered: [],
    removed: [],
    interrupted: 'SIGINT',
  });

  it('says what the report says, with a line for each item', () => {
    const text = renderBackupJson(report);
    expect(JSON.parse(text)).toEqual(report);
    expect(text.split('\n').filter((line) => line.startsWith('{"snapshot"'))).toHaveLength(2);
  });

  it('orders the keys of items, whatever order they were made in', () => {
    const items = report.items.map((item) => Object.fromEntries(Object.entries(item).toReversed()));
    expect(renderBackupJson({ ...report, items } as unknown as BackupReport)).toBe(renderBackupJson(report));
  });
});
