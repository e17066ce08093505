import { isMine } from '@cip/oci';
import { describe, expect, it } from 'vitest';
import { hours, startPair } from './fixtures.js';
import { readSnapshot } from './read-record.js';

const clock = () => Date.parse('2026-11-25T10:20:00.000Z');

describe.each(['tree', 'incremental'] as const)('a snapshot in three parts, in the layout %s', (layout) => {
  it('is that of one process, as soon as the last part is there', async () => {
    await using pair = await startPair({ server: { google: true } });
    const { prefix, backup } = pair;
    const shards = [0, 1, 2].map((index) => ({ index, count: 3 }));
    const states: string[] = [];
    for (const shard of shards) {
      const { state, items } = await pair.take(hours.second, { layout, shard, clock });
      states.push(state);
      expect(items.every(({ repository }) => isMine(`${prefix}/${repository}`, shard))).toBe(true);
    }
    expect(states).toEqual(['part', 'part', 'complete']);
    const together = await readSnapshot(backup, hours.second);
    await pair.take(hours.third, { layout, clock });
    const alone = await readSnapshot(backup, hours.third);
    expect(together.repositories).toEqual(alone.repositories);
    expect(together.lost).toEqual(alone.lost);
  });

  it('is not taken twice by one shard, and is finished by whoever comes last', async () => {
    await using pair = await startPair({ server: { google: true } });
    const take = (index: number) => pair.take(hours.first, { layout, shard: { index, count: 2 } });
    expect(await take(1)).toMatchObject({ state: 'part' });
    expect(await take(1)).toMatchObject({ state: 'part', items: [] });
    expect(await take(0)).toMatchObject({ state: 'complete' });
    expect(await take(1)).toMatchObject({ state: 'already' });
  });
});
