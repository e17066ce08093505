import { buildImage, startRegistry, type TestRegistry } from '@cip/testing';
import { createRegistry, type ReadOnlyRegistry } from '@cip/registry';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { images } from './fixtures.js';
import { PrefixComparison, type PrefixComparisonOptions, type Settled } from './prefix-comparison.js';

let client: ReadOnlyRegistry;
let old: TestRegistry;
let other: TestRegistry;

beforeEach(async () => {
  client = createRegistry({ requestsPerSecond: 0, retryDeadline: 300 });
  [old, other] = [await startRegistry({ google: true }), await startRegistry({ google: true })];
  for (const [registry, prefix] of [
    [old, 'old'],
    [other, 'new'],
  ] as const) {
    registry.seed(`${prefix}/app`, images.app, ['v1']);
    registry.seed(`${prefix}/deep/tool`, images.platforms, ['v2']);
  }
});

afterEach(async () => {
  await Promise.all([client.close(), old.close(), other.close()]);
});

function comparison(options: PrefixComparisonOptions = {}): PrefixComparison {
  return new PrefixComparison(client, `${old.host}/old`, [`${other.host}/new`, `${old.host}/old`], options);
}

it('tells what is settled, which is not asked again, and counts it all the same', async () => {
  const settled: Settled[] = [];
  await comparison({ onSettled: (one) => settled.push(one) }).run();
  expect(settled.map(({ repository }) => repository).sort()).toEqual(['', 'app', 'deep', 'deep/tool']);
  expect(settled.find(({ repository }) => repository === 'deep')).toEqual({
    repository: 'deep',
    children: ['tool'],
    digests: 0,
    tags: 0,
    completeness: { kind: 'complete' },
  });
  old.resetCounts();
  const again = comparison({
    known: (path) => settled.find(({ repository }) => repository === path && path !== 'app'),
  });
  await again.run();
  expect(old.requests.map(({ repository }) => repository)).toEqual(['old/app', 'old/app']);
  expect(again.figures).toEqual({ repositories: 2, digests: 4, tags: 2, settled: 1 });
  expect(again.differences).toEqual([]);
});

it('notes the indexes that some registry lacks', async () => {
  other.deleteManifest('new/deep/tool', images.platforms.descriptor.digest);
  const one = comparison();
  await one.run();
  expect(one.missingIndexes).toEqual(new Map([['deep/tool', new Set([images.platforms.descriptor.digest])]]));
});

it('after an abort has what was found until then', async () => {
  old.seed('old/gone', buildImage('gone'), ['v1']);
  const controller = new AbortController();
  const one = comparison({
    signal: controller.signal,
    onProgress: () => {
      if (one.differences.length > 0) controller.abort(new Error('enough'));
    },
  });
  const gate = old.gate({ kind: 'tags', repository: 'old/deep' });
  const running = one.run();
  await expect(running).rejects.toThrow('enough');
  gate.open();
  expect(one.differences).toMatchObject([
    { kind: 'missing-digest', repository: 'gone' },
    { kind: 'missing-tag', repository: 'gone', tag: 'v1' },
  ]);
});
