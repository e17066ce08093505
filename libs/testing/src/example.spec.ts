import { expect, it } from 'vitest';
import { buildImage, pushImage, startRegistry } from './index.js';

it('a push survives a lost answer when it is made again', async () => {
  await using registry = await startRegistry();
  const image = buildImage('hello');
  registry.fault({ match: { kind: 'manifest', method: 'PUT' }, action: 'commit-then-reset' });

  await expect(pushImage(registry.host, 'some/image', image, ['v1'])).rejects.toThrow();
  await pushImage(registry.host, 'some/image', image, ['v1']);

  expect(registry.digestSet()).toEqual([`some/image@${image.descriptor.digest},v1`]);
  expect(registry.count({ kind: 'manifest' })).toBe(2);
});
