import { expect, it, vi } from 'vitest';
import { hours, startPair } from './fixtures.js';

const states = (tags: Readonly<Record<string, string>> = {}) =>
  Object.keys(tags).filter((tag) => tag.startsWith('state-'));

it('finishes each repository as soon as its own images are there', async () => {
  await using pair = await startPair({ server: { google: true } });
  const gate = pair.production.gate({ kind: 'blob', repository: 'prod/deep/tool' });
  const taken = pair.take(hours.first);
  await gate.arrived;
  await vi.waitFor(
    () => {
      expect(states(pair.store.snapshot()['backup/images/app']?.tags)).toHaveLength(1);
    },
    { timeout: 10_000 },
  );
  expect(states(pair.store.snapshot()['backup/images/deep/tool']?.tags)).toEqual([]);
  gate.open();
  expect(await taken).toMatchObject({ state: 'complete' });
});
