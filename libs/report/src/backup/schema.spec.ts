import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { backupItem, backupRegion, backupReportOf, completeSnapshot, listOf } from '../testing/backups.js';
import { digest, unavailable } from '../testing/samples.js';
import { type BackupReport, backupStates } from './backup-report.js';
import { renderBackupJson } from './render-backup-json.js';
import { type ListedSnapshot, renderListJson } from './snapshot-list.js';

function schema(name: string): ValidateFunction {
  const file = new URL(`../../../../docs/cli/schema/${name}`, import.meta.url);
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
  return ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);
}

function errorsOf(validate: ValidateFunction, text: string): unknown[] {
  validate(JSON.parse(text));
  return validate.errors ?? [];
}

describe('backup-report.json', () => {
  const validate = schema('backup-report.json');
  const { reason, failure } = unavailable('us.gcr.io', 'prod/pause/tags/list');
  const found = { listing: 1, tags: 2, children: 3, referrers: 4, manifests: 5, record: 6 };
  const run = {
    coverage: 0.5,
    uncovered: [`us.gcr.io/prod/web@${digest('b')}`],
    regions: [
      backupRegion({ discovery: 'catalog', found }),
      backupRegion({ to: 'oci:/srv/backup', layout: 'oci', state: 'incomplete', images: 0 }),
      backupRegion({ layout: 'incremental', state: 'already' }),
      backupRegion({ state: 'partial', confirmedSince: '2026-11-24T10:00:00.000Z' }),
    ],
  };

  it.each<[string, BackupReport]>([
    ['a run with nothing to do', backupReportOf([])],
    ['a run with everything', backupReportOf([backupItem()], run)],
    ['every state', backupReportOf(backupStates.map((state) => backupItem({ state, reason: 'so' })))],
    ['the facts of a failure', backupReportOf([backupItem({ state: 'failed', reason, failure })])],
    ['a region as a whole', backupReportOf([backupItem({ repository: '', digest: '', tags: [] })])],
    ['an interrupted restore', backupReportOf([], { command: 'restore', interrupted: 'SIGTERM' })],
    ['a prune of nothing', backupReportOf([], { command: 'prune', snapshot: '', removed: [] })],
    ['a verification', backupReportOf([], { command: 'verify' })],
    ['a drill', backupReportOf([], { command: 'drill', existing: 3 })],
  ])('accepts %s', (_situation, report) => {
    expect(errorsOf(validate, renderBackupJson(report))).toEqual([]);
  });

  it.each([
    ['another version', { version: 2 }],
    ['another command', { command: 'list' }],
    ['a figure that is missing', { summary: {} }],
    ['an item of an unknown state', { items: [{ ...backupItem(), state: 'lost' }] }],
    ['a failure without a code', { items: [{ ...backupItem(), failure: { reason } }] }],
    ['an item without a snapshot', { items: [{ ...backupItem(), snapshot: 'latest' }] }],
    ['a region of an unknown layout', { regions: [{ ...backupRegion(), layout: 'flat' }] }],
    ['an origin that nobody knows', { regions: [{ ...backupRegion(), found: { guess: 1 } }] }],
    ['a digest without a repository', { uncovered: [digest('b')] }],
    ['a key that is not known', { extra: 1 }],
  ])('refuses %s', (_situation, change) => {
    expect(errorsOf(validate, JSON.stringify({ ...backupReportOf([]), ...change }))).not.toEqual([]);
  });
});

describe('snapshot-list.json', () => {
  const validate = schema('snapshot-list.json');
  const states = ['incomplete', 'unreadable', 'suspect', 'future'] as const;

  it.each<[string, readonly ListedSnapshot[]]>([
    ['a backup with nothing in it', []],
    ['a complete snapshot', [completeSnapshot()]],
    ['one without a time', [completeSnapshot({ finished: '' })]],
    ['every other state', states.map((state) => ({ snapshot: '2026/11/25/10', state, reason: 'so' }))],
  ])('accepts %s', (_situation, items) => {
    expect(errorsOf(validate, renderListJson(listOf(items)))).toEqual([]);
  });

  it.each([
    ['another version', { version: 2 }],
    ['a figure that is missing', { summary: {} }],
    ['a state that nobody knows', { items: [{ snapshot: '2026/11/25/10', state: 'lost' }] }],
    ['a tag in place of an hour', { items: [completeSnapshot({ snapshot: '2026-11-25-10' })] }],
    ['a key that is not known', { extra: 1 }],
  ])('refuses %s', (_situation, change) => {
    expect(errorsOf(validate, JSON.stringify({ ...listOf([]), ...change }))).not.toEqual([]);
  });
});
