import { getEventListeners } from 'node:events';
import { buildImage, startRegistry } from '@cip/testing';
import { expect, it } from 'vitest';
import { createRegistry } from './index.js';

it('however many requests wait and are under way, the signal of a run has one listener', async () => {
  await using server = await startRegistry();
  const image = buildImage('listeners');
  server.seed('a', image, ['v1']);
  const { signal } = new AbortController();
  const most: number[] = [];
  const listeners = (): number => getEventListeners(signal, 'abort').length;
  server.fault({
    action: 'respond',
    match: { times: Infinity },
    respond: () => {
      most.push(listeners());
      return undefined;
    },
  });
  const client = createRegistry({ requestsPerSecond: 0, concurrency: 4 });
  const { digest } = image.descriptor;
  const reads = Array.from({ length: 50 }, () =>
    client.repository(`${server.host}/a`).resolve('v1', { signal }),
  );
  for (const found of await Promise.all(reads)) expect(found).toMatchObject({ digest });
  expect(most).toHaveLength(50);
  expect(Math.max(...most)).toBe(1);
  expect(listeners()).toBe(0);
  await client.close();
});
