import { describe, expect, it } from 'vitest';
import { backupItem, backupRegion, backupReportOf } from '../testing/backups.js';
import { digest } from '../testing/samples.js';
import type { BackupReport } from './backup-report.js';
import { renderBackupText } from './render-backup-text.js';

const verify = { command: 'verify' } as const;
const restore = { command: 'restore' } as const;
const prune = { command: 'prune' } as const;
const planned = backupItem({ state: 'planned' });

describe('the text of a backup report', () => {
  it('shows regions, what was done, each reason once, and a summary', () => {
    const reason = 'GET http://us.gcr.io: answered 503';
    const items = [
      backupItem(),
      backupItem({ repository: 'deep/tool', digest: digest('b'), tags: [] }),
      backupItem({ repository: 'x', state: 'failed', reason }),
      backupItem({ repository: 'y', state: 'failed', reason }),
    ];
    const found = { listing: 0, tags: 2, children: 1, referrers: 0, manifests: 1200 };
    const regions = [
      backupRegion({ found }),
      backupRegion({ to: 'oci:/srv', state: 'incomplete', images: 1 }),
    ];
    const text = renderBackupText(backupReportOf(items, { regions, bytesCopied: 2048, bytesMounted: 512 }));
    expect(text).toBe(`\
us.gcr.io/prod → us.gcr.io/backup (tree): complete, 3 images
  found: 2 by tags, 1 as children of indexes, 1,200 as manifests promise them
us.gcr.io/prod → oci:/srv (tree): incomplete, 1 image

Copied: 2 items
  us.gcr.io/prod/web        v1        sha256:aaaaaaaaaaaa
  us.gcr.io/prod/deep/tool  (no tag)  sha256:bbbbbbbbbbbb

Failed: 2 items
  GET http://us.gcr.io: answered 503
    us.gcr.io/prod/x  v1  sha256:aaaaaaaaaaaa
    us.gcr.io/prod/y  v1  sha256:aaaaaaaaaaaa

1 region incomplete, without a record. Run again: in the same hour it goes on from what is there.
Summary of 2026/11/25/09: 3 images, 2 copied, 2 failed, 2.0 KiB copied, 512 B mounted; 12 requests in 1.3 s.
`);
  });

  it.each<[string, BackupReport, boolean, string]>([
    [
      'a snapshot as it should be',
      backupReportOf([], verify),
      false,
      'What was looked at is as the record says.',
    ],
    [
      'a drill that went well',
      backupReportOf([], { command: 'drill' }),
      false,
      'It restores: all is as the record says.',
    ],
    ['nothing to restore', backupReportOf([], restore), false, 'Nothing to do: production has all of it.'],
    [
      'a restore to be',
      backupReportOf([planned], restore),
      true,
      'this was a dry run. Add --confirm to restore.',
    ],
    [
      'tags that were left',
      backupReportOf([backupItem({ state: 'blocked' })], restore),
      true,
      '--overwrite-tags moves them',
    ],
    [
      'nothing to prune',
      backupReportOf([], { ...prune, removed: [] }),
      true,
      'Nothing to remove: all snapshots stay.',
    ],
    [
      'a prune to be',
      backupReportOf([planned], { ...prune, removed: ['2026/11/24/09'] }),
      true,
      'Add --confirm to delete.',
    ],
    [
      'snapshots that would go',
      backupReportOf([planned], { ...prune, removed: ['2026/11/24/09'] }),
      true,
      'Would remove: 1 snapshot\n  2026/11/24/09\n',
    ],
    [
      'snapshots that went',
      backupReportOf([], { ...prune, removed: ['2026/11/24/09'] }),
      false,
      'Removed: 1 snapshot\n  2026/11/24/09\n',
    ],
    [
      'a snapshot of an earlier run',
      backupReportOf([], { regions: [backupRegion({ state: 'already' })] }),
      false,
      'taken by an earlier run',
    ],
    [
      'promised digests in no snapshot',
      backupReportOf([], { coverage: 0.99999, uncovered: ['a/b@x'] }),
      false,
      'Not covered: 1 promised digest in no snapshot\n  a/b@x\n',
    ],
    ['a coverage that is not whole', backupReportOf([], { coverage: 0.99999 }), false, 'coverage 99.99 %'],
    ['a whole coverage', backupReportOf([], { coverage: 1 }), false, 'coverage 100 %'],
    [
      'an interruption',
      backupReportOf([], { ...restore, interrupted: 'SIGTERM' }),
      false,
      'interrupted by SIGTERM: what is not listed here is unknown.',
    ],
  ])('tells of %s', (_situation, report, dryRun, expected) => {
    expect(renderBackupText(report, { dryRun })).toContain(expected);
  });

  it.each<[string, BackupReport]>([
    ['faults', backupReportOf([backupItem({ state: 'corrupt' })], verify)],
    ['an interruption', backupReportOf([], { ...restore, interrupted: 'SIGINT' })],
  ])('calls nothing in order after %s', (_situation, report) => {
    expect(renderBackupText(report)).not.toMatch(/as the record says|Nothing to do/);
  });

  it('cuts long lists, and says so', () => {
    const items = Array.from({ length: 250 }, (_, i) => backupItem({ repository: `r${i}` }));
    const text = renderBackupText(backupReportOf(items));
    expect(text).toContain('Copied: 250 items');
    expect(text.split('\n').length).toBeLessThan(120);
    expect(text).toContain('150 more');
  });

  it('makes what registries say printable', () => {
    const text = renderBackupText(backupReportOf([backupItem({ state: 'failed', reason: 'a\u001b[31mb' })]));
    expect(text).not.toContain('\u001b');
  });

  it('uses colours only where asked to', () => {
    expect(renderBackupText(backupReportOf([backupItem()]), { color: true })).toContain('\u001b[');
  });
});
