import { describe, expect, it } from 'vitest';
import { baseCandidates } from './base.js';
import { besideRecord, completeIn, nextPartialTag, partialIn, recordOfHour } from './record-tags.js';
import { parseSnapshotName } from './snapshot-name.js';

const [eight, nine, ten] = ['08', '09', '10'].map((hour) => parseSnapshotName(`2026/11/25/${hour}`)) as [
  ReturnType<typeof parseSnapshotName>,
  ReturnType<typeof parseSnapshotName>,
  ReturnType<typeof parseSnapshotName>,
];
const tags = [
  '2026-11-25-09.partial-10',
  '2026-11-25-09.partial-2',
  '2026-11-25-10',
  '2026-11-25-08',
  '2026-11-25-08.partial-1',
  '2026-11-25-10.0-of-2',
  '2026-11-25-99',
  'latest',
];

const candidates = (hour: typeof eight, layout: 'tree' | 'incremental') =>
  baseCandidates(tags, hour, layout).map(({ tag }) => tag);

describe('what a snapshot is built upon', () => {
  it('is the newest before it, complete before partial, later tries before earlier ones', () => {
    expect(candidates(ten, 'tree')).toEqual([
      '2026-11-25-09.partial-10',
      '2026-11-25-09.partial-2',
      '2026-11-25-08',
      '2026-11-25-08.partial-1',
    ]);
  });

  it('is an earlier try of the same hour, unless that is a tree of the same name', () => {
    expect(candidates(nine, 'incremental')[0]).toBe('2026-11-25-09.partial-10');
    expect(candidates(nine, 'tree')[0]).toBe('2026-11-25-08');
  });

  it('is a later one where there is none before', () => {
    expect(candidates(parseSnapshotName('2026/11/25/07'), 'tree')[0]).toBe('2026-11-25-08.partial-1');
  });
});

describe('the tags of records', () => {
  it('tell complete snapshots from partial ones', () => {
    expect(completeIn(tags)).toEqual([eight, ten]);
    expect(partialIn(tags)).toEqual([nine]);
    expect(recordOfHour(tags, eight)?.tag).toBe('2026-11-25-08');
    expect(recordOfHour(tags, nine)?.tag).toBe('2026-11-25-09.partial-10');
    expect(recordOfHour(tags, parseSnapshotName('2026/11/25/07'))).toBeUndefined();
  });

  it('give each try of an hour a tag of its own', () => {
    expect(nextPartialTag(tags, nine)).toBe('2026-11-25-09.partial-11');
    expect(nextPartialTag([], nine)).toBe('2026-11-25-09.partial-1');
  });

  it('say what goes with a snapshot', () => {
    expect(besideRecord(tags, ten)).toEqual(['2026-11-25-10.0-of-2']);
    expect(besideRecord(tags, eight)).toEqual(['2026-11-25-08.partial-1']);
  });
});
