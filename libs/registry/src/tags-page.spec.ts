import type { Digest } from '@cip/oci';
import { expect, it } from 'vitest';
import { JoinedPages, type TagsPage } from './tags-page.js';

it('each of many pages is read once', () => {
  let reads = 0;
  class CountedMap extends Map<string, Digest | undefined> {
    override [Symbol.iterator]() {
      reads += 1;
      return super[Symbol.iterator]();
    }
  }
  const joined = new JoinedPages();
  for (let i = 0; i < 100; i++) {
    const page: TagsPage = {
      tags: new CountedMap([[`v${i}`, undefined]]),
      hasDigests: false,
      manifests: undefined,
      children: [],
    };
    joined.add(page);
  }
  expect(joined.tags.size).toBe(100);
  expect(reads).toBe(100);
});

it('a tag keeps the digest that one of the pages gives it', () => {
  const digest: Digest = `sha256:${'a'.repeat(64)}`;
  const named: TagsPage = {
    tags: new Map([['v1', undefined]]),
    hasDigests: false,
    manifests: undefined,
    children: ['a'],
  };
  const known: TagsPage = {
    tags: new Map([['v1', digest]]),
    hasDigests: true,
    manifests: new Map([[digest, 'm']]),
    children: ['b'],
  };
  for (const pages of [
    [named, known],
    [known, named],
  ]) {
    const joined = new JoinedPages();
    for (const page of pages) joined.add(page);
    expect([...joined.tags]).toEqual([['v1', digest]]);
    expect(joined.hasDigests).toBe(true);
    expect([...(joined.manifests ?? [])]).toEqual([[digest, 'm']]);
  }
});
