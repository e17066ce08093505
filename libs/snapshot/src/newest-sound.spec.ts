import type { Digest } from '@cip/oci';
import { describe, expect, it } from 'vitest';
import { changeProduction, hours, images, type Pair, startPair } from './fixtures.js';
import { newestSound } from './newest-sound.js';
import { readSnapshot } from './read-record.js';
import type { SnapshotRecord } from './record.js';
import { recordTag, type SnapshotName } from './snapshot-name.js';
import { writeRecord } from './write-record.js';

async function startThree(): Promise<Pair> {
  const pair = await startPair({ server: { google: true } });
  for (const hour of [hours.first, hours.second, hours.third]) {
    await pair.take(hour);
    changeProduction(pair.production);
  }
  return pair;
}

/** Puts another record in the place of one. */
async function exchange(
  pair: Pair,
  snapshot: SnapshotName,
  change: (record: SnapshotRecord) => Partial<SnapshotRecord>,
): Promise<void> {
  const record = await readSnapshot(pair.backup, snapshot);
  pair.store.deleteTag('backup/snapshots', recordTag(snapshot));
  const writing = { tag: recordTag(snapshot), images: 1, hasOthers: true };
  await writeRecord(pair.backup, { ...record, ...change(record) }, writing);
}

async function newest(pair: Pair): Promise<[SnapshotName | undefined, SnapshotName[]]> {
  const unsound: SnapshotName[] = [];
  const onUnsound = (snapshot: SnapshotName) => unsound.push(snapshot);
  const record = await pair.afresh(({ backup }) => newestSound(backup, hours.third, { onUnsound }));
  return [record?.snapshot, unsound];
}

const digest: Digest = `sha256:${'0'.repeat(64)}`;
const { first, second, third } = hours;

describe('the newest sound snapshot', () => {
  it('is the newest one where nobody touched the records', async () => {
    await using pair = await startThree();
    expect(await newest(pair)).toEqual([third, []]);
  });

  it.each<[string, (record: SnapshotRecord) => Partial<SnapshotRecord>]>([
    ['names no repository', () => ({ repositories: [], lost: [] })],
    ['is that of another hour', () => ({ snapshot: second })],
  ])('is the one before a record that %s', async (_situation, change) => {
    await using pair = await startThree();
    await exchange(pair, third, change);
    expect(await newest(pair)).toEqual([second, [third]]);
  });

  it('is older than two records of which one was exchanged', async () => {
    await using pair = await startThree();
    await exchange(pair, third, () => ({ previous: { snapshot: second, digest } }));
    expect(await newest(pair)).toEqual([first, [third, second]]);
  });

  it('is one whose predecessor cannot be read', async () => {
    await using pair = await startThree();
    pair.store.seed('backup/snapshots', images.app, [recordTag(second)]);
    expect(await newest(pair)).toEqual([third, []]);
  });

  it('is none where no record is sound, and that is told', async () => {
    await using pair = await startThree();
    for (const hour of [first, second, third]) await exchange(pair, hour, () => ({ repositories: [] }));
    await expect(newest(pair)).rejects.toMatchObject({ code: 'broken' });
  });

  it('is none in an empty backup', async () => {
    await using pair = await startPair();
    expect(await newest(pair)).toEqual([undefined, []]);
  });
});
