import { describe, expect, it } from 'vitest';
import {
  hourOf,
  InvalidSnapshotNameError,
  parseSnapshotName,
  recordTag,
  snapshotNameAt,
  snapshotOfTag,
} from './snapshot-name.js';

describe('the name of a snapshot', () => {
  it('is the UTC hour of a time', () => {
    expect(snapshotNameAt(Date.parse('2026-11-25T22:59:59.999Z'))).toBe('2026/11/25/22');
    expect(snapshotNameAt(Date.parse('2026-11-26T00:30:00+01:00'))).toBe('2026/11/25/23');
  });

  it.each(['2026/11/25/22', '2024/02/29/00', '2026/12/31/23'])('%s is an hour', (text) => {
    const name = parseSnapshotName(text);
    const { begin, end } = hourOf(name);
    expect(snapshotNameAt(begin)).toBe(text);
    expect(snapshotNameAt(end - 1)).toBe(text);
    expect(snapshotNameAt(end)).not.toBe(text);
    expect(snapshotOfTag(recordTag(name))).toBe(text);
  });

  it.each([
    '',
    'latest',
    '2026/11/25',
    '2026/11/25/24',
    '2026/02/29/00',
    '2026/04/31/00',
    '2026/13/01/00',
    '2026-11-25-22',
    '2026/11/25/22/',
    ' 2026/11/25/22',
    '26/11/25/22',
  ])('%j is none', (text) => {
    expect(() => parseSnapshotName(text)).toThrow(InvalidSnapshotNameError);
  });

  it.each(['v1.0', '2026-11-25', 'sha256-abc', '2026-02-30-00'])('the tag %s is no record', (tag) => {
    expect(snapshotOfTag(tag)).toBeUndefined();
  });
});
