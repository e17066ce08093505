import { expect, it } from 'vitest';
import { renderStats } from './render-stats.js';

it('lays out hosts and kinds with totals', () => {
  const rows = [
    { host: 'us.gcr.io', kinds: { blob: 3, token: 1222 }, retries: 1, bytesIn: 12345, bytesOut: 1 },
    { host: 'eu.gcr.io', kinds: { blob: 3, manifest: 4 }, retries: 0, bytesIn: 0, bytesOut: 3 * 1024 ** 3 },
  ];
  expect(renderStats(rows)).toBe(
    [
      'host       blob  manifest  token  requests  retries  received     sent',
      'eu.gcr.io     3         4      0         7        0       0 B  3.0 GiB',
      'us.gcr.io     3         0  1,222     1,225        1  12.1 KiB      1 B',
      'all hosts     6         4  1,222     1,232        1  12.1 KiB  3.0 GiB',
      '',
    ].join('\n'),
  );
});

it('needs no total for one host', () => {
  const rows = [{ host: 'a\u001b[2J', kinds: {}, retries: 0, bytesIn: 0, bytesOut: 0 }];
  expect(renderStats(rows).split('\n')).toHaveLength(3);
  expect(renderStats(rows)).toContain('a\\u001b[2J');
});

it('has a column for waits when there were any', () => {
  const row = { kinds: { tags: 1 }, retries: 0, bytesIn: 0, bytesOut: 0 };
  const rows = [
    { ...row, host: 'gcr.io', waitedMs: 12_340 },
    { ...row, host: 'ghcr.io', waitedMs: 0 },
  ];
  expect(renderStats(rows)).toBe(
    [
      'host       tags  requests  retries  received  sent  waited',
      'gcr.io        1         1        0       0 B   0 B  12.3 s',
      'ghcr.io       1         1        0       0 B   0 B   0.0 s',
      'all hosts     2         2        0       0 B   0 B',
      '',
    ].join('\n'),
  );
});

it('says so when nothing was sent', () => {
  expect(renderStats([])).toBe('No requests were sent.\n');
});
