import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseHours, chooseKept } from './retention.js';
import { parseSnapshotName, type SnapshotName, snapshotNameAt } from './snapshot-name.js';

const hour = 3_600_000;
const start = Date.parse('2026-01-01T00:00:00Z');

function hours(count: number, step = 1): SnapshotName[] {
  return Array.from({ length: count }, (_, i) => snapshotNameAt(start + i * step * hour));
}

describe('the snapshots that stay', () => {
  it('are the newest, the last of each day, and the last of each month', () => {
    const kept = chooseKept(hours(24 * 90), { hourly: 2, daily: 3, monthly: 2 });
    expect(kept).toEqual([
      '2026/02/28/23',
      '2026/03/29/23',
      '2026/03/30/23',
      '2026/03/31/22',
      '2026/03/31/23',
    ]);
  });

  it('are counted over what there is, so that a gap costs none', () => {
    const kept = chooseKept(['2020/01/01/00', '2023/05/05/05', '2026/01/01/00'], {
      hourly: 1,
      daily: 2,
      monthly: 3,
    });
    expect(kept).toEqual(['2020/01/01/00', '2023/05/05/05', '2026/01/01/00']);
  });

  it('are never none', () => {
    expect(chooseKept(hours(5), { hourly: 0, daily: 0, monthly: 0 })).toEqual(['2026/01/01/04']);
    expect(chooseKept([], { hourly: 1, daily: 1, monthly: 1 })).toEqual([]);
  });

  it('stay when the choice is made again, and the newest is among them, whatever there is', () => {
    const counts = fc.record({ hourly: fc.nat(50), daily: fc.nat(40), monthly: fc.nat(20) });
    fc.assert(
      fc.property(fc.array(fc.nat(20_000), { minLength: 1 }), counts, (offsets, retention) => {
        const all = offsets.map((offset) => snapshotNameAt(start + offset * hour));
        const kept = chooseKept(all, retention);
        expect(chooseKept(kept, retention)).toEqual(kept);
        expect(kept.at(-1)).toBe([...all].sort().at(-1));
        expect(kept.length).toBeLessThanOrEqual(
          Math.max(1, retention.hourly) + retention.daily + retention.monthly,
        );
        expect(all).toEqual(expect.arrayContaining(kept));
      }),
    );
  });
});

describe('which hours stay', () => {
  const [one, two, three, four] = ['01', '02', '03', '04'].map((hour) =>
    parseSnapshotName(`2026/11/25/${hour}`),
  ) as [SnapshotName, SnapshotName, SnapshotName, SnapshotName];
  const complete = (snapshot: SnapshotName) => ({ snapshot });
  const partial = (snapshot: SnapshotName) => ({ snapshot, failed: [] });
  const byHour = (hourly: number) => ({ hourly, daily: 0, monthly: 0 });

  it('are complete ones: a partial one takes the place of none', () => {
    const records = [complete(one), complete(two), partial(three)];
    expect(chooseHours(records, byHour(1), four)).toEqual({
      kept: [two, three],
      removed: [one],
      oldestByHour: two,
    });
  });

  it('are no partial ones older than all that is kept by the hour', () => {
    expect(chooseHours([partial(one), complete(two)], byHour(1), four).removed).toEqual([one]);
  });

  it('are partial ones where there is nothing better', () => {
    expect(chooseHours([partial(one), partial(two)], byHour(1), four).kept).toEqual([two]);
  });

  it('are those that have not come', () => {
    expect(chooseHours([complete(one), complete(four)], byHour(1), two).kept).toEqual([one, four]);
  });
});
