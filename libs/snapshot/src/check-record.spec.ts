import { describe, expect, it } from 'vitest';
import { checkRecord } from './check-record.js';
import { changeProduction, hours, startPair } from './fixtures.js';
import { readRecord, readSnapshot } from './read-record.js';
import { recordTag } from './snapshot-name.js';
import { recordsPath } from './snapshots.js';
import { verifySnapshot } from './verify-snapshot.js';
import { writeRecord } from './write-record.js';

async function startThree() {
  const pair = await startPair({ server: { google: true } });
  for (const hour of [hours.first, hours.second, hours.third]) {
    await pair.take(hour);
    changeProduction(pair.production);
  }
  return pair;
}

describe('the chain of records', () => {
  it('is sound where nobody touched it, and pruning is only remarked', async () => {
    await using pair = await startThree();
    expect(await checkRecord(pair.backup, hours.second)).toEqual({ faults: [], remarks: [] });
    pair.store.deleteTag('backup/snapshots', recordTag(hours.first));
    const { faults, remarks } = await checkRecord(pair.backup, hours.second);
    expect(faults).toEqual([]);
    expect(remarks).toEqual([`the snapshot before it, ${hours.first}, is gone: pruned, or removed`]);
  });

  it('shows that a record was exchanged, from both sides', async () => {
    await using pair = await startThree();
    const forged = await readSnapshot(pair.backup, hours.second);
    const repositories = forged.repositories.slice(1);
    pair.store.deleteTag('backup/snapshots', recordTag(hours.second));
    const writing = { tag: recordTag(hours.second), images: 1, hasOthers: true };
    await writeRecord(pair.backup, { ...forged, repositories }, writing);
    for (const snapshot of [hours.second, hours.third]) {
      const { faults } = await checkRecord(pair.backup, snapshot);
      expect(faults).toMatchObject([{ kind: 'corrupt' }]);
    }
    const { faults } = await verifySnapshot(pair.backup, await readSnapshot(pair.backup, hours.second));
    expect(faults.map(({ repository }) => repository)).toContain(recordsPath);
  });
});

it('a record that names no repository, or fewer than it says, is broken', async () => {
  await using pair = await startPair({ server: { google: true } });
  await pair.take(hours.first);
  const record = await readSnapshot(pair.backup, hours.first);
  const at = { snapshot: hours.second, tag: recordTag(hours.second) };
  const forged = { ...record, snapshot: hours.second, repositories: [] };
  await writeRecord(pair.backup, forged, { tag: at.tag, images: 0, hasOthers: true });
  await expect(readRecord(pair.backup, at)).rejects.toMatchObject({ code: 'broken' });
});
