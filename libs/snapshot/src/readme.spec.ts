import { expect, it } from 'vitest';
import { images, startPair } from './fixtures.js';
import {
  carryOutRestore,
  planRestore,
  readSnapshot,
  registryBackup,
  takeSnapshot,
  verifySnapshot,
} from './index.js';

it('the example of the README holds', async () => {
  await using pair = await startPair({ server: { google: true } });
  const { reader, writer, prefix } = pair;
  const before = pair.production.digestSet();

  const production = { registry: reader, prefix };
  const backup = registryBackup(writer, `${pair.store.host}/prod-backup`);
  const { state } = await takeSnapshot({ production, backup, layout: 'tree', snapshot: '2026/11/25/09' });
  expect(state).toBe('complete');

  const record = await readSnapshot(backup, '2026/11/25/09');
  const { faults } = await verifySnapshot(backup, record, { level: 'blobs' });
  expect(faults).toEqual([]);

  pair.production.deleteManifest('prod/deep/tool', images.docker.descriptor.digest);
  expect(pair.production.digestSet()).not.toEqual(before);
  const plan = await planRestore(backup, record, { registry: reader, destination: prefix });
  await carryOutRestore(backup, plan, writer);
  expect(pair.production.digestSet()).toEqual(before);
});
