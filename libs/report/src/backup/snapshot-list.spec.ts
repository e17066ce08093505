import { describe, expect, it } from 'vitest';
import { completeSnapshot, listOf } from '../testing/backups.js';
import { renderListJson, renderListText } from './snapshot-list.js';

const older = completeSnapshot({ snapshot: '2026/11/25/08', finished: '2026-11-25T08:20:00.000Z', lost: 2 });
const all = listOf([
  older,
  completeSnapshot(),
  completeSnapshot({ snapshot: '2026/11/25/09', state: 'partial', failed: 1 }),
  { snapshot: '2026/11/25/10', state: 'incomplete', layout: 'tree' },
  { snapshot: '2026/11/25/11', state: 'unreadable', reason: 'its layout is unknown' },
  completeSnapshot({ snapshot: '2026/11/25/12', state: 'suspect', reason: 'it was exchanged' }),
  completeSnapshot({ snapshot: '2040/01/01/00', state: 'future' }),
]);

describe('the list of snapshots', () => {
  it('counts them, and tells how old the newest complete one is', () => {
    expect(all.summary).toEqual({
      backup: 'us.gcr.io/backup',
      complete: 2,
      partial: 1,
      incomplete: 1,
      unreadable: 1,
      suspect: 1,
      future: 1,
      latest: '2026/11/25/09',
      age: 1800,
      requests: 4,
    });
  });

  it.each([
    ['no snapshot', []],
    ['unfinished ones alone', [{ snapshot: '2026/11/25/10', state: 'incomplete' as const }]],
  ])('knows no latest one with %s', (_situation, items) => {
    expect(listOf(items).summary).toMatchObject({ complete: 0, latest: null, age: null });
  });

  it('is a table for people', () => {
    expect(renderListText(all)).toBe(`\
SNAPSHOT       STATE       LAYOUT  REPOSITORIES  IMAGES  FINISHED
2026/11/25/08  complete    tree               2   1,500  2026-11-25T08:20:00.000Z  production had lost 2 images
2026/11/25/09  complete    tree               2   1,500  2026-11-25T09:20:00.000Z
2026/11/25/09  partial     tree               2   1,500  2026-11-25T09:20:00.000Z  without 1 image that could not be copied
2026/11/25/10  incomplete  tree
2026/11/25/11  unreadable                                                          its layout is unknown
2026/11/25/12  suspect     tree               2   1,500  2026-11-25T09:20:00.000Z  it was exchanged
2040/01/01/00  future      tree               2   1,500  2026-11-25T09:20:00.000Z

us.gcr.io/backup: 2 complete snapshots, 1 partial, 1 incomplete, 1 unreadable, 1 suspect, 1 of the future; the latest is 2026/11/25/09, finished 30 minutes ago.
`);
  });

  it.each([
    ['a minute', '2026-11-25T09:21:10.000Z', 'finished 1 minute ago'],
    ['hours', '2026-11-25T14:30:00.000Z', 'finished 5 hours ago'],
    ['days', '2026-11-29T10:00:00.000Z', 'finished 4 days ago'],
    ['no time, by a clock that is slow', '2026-11-25T09:00:00.000Z', 'finished 0 minutes ago'],
  ])('tells an age of %s', (_situation, now, expected) => {
    expect(renderListText(listOf([completeSnapshot()], now))).toContain(expected);
  });

  it('says what to do where there is none', () => {
    expect(renderListText(listOf([]))).toBe(
      'us.gcr.io/backup: 0 complete snapshots; check the name of the backup, or take one with "cip-backup run".\n',
    );
  });

  it('says the same in JSON', () => {
    expect(JSON.parse(renderListJson(all))).toEqual(all);
  });
});
