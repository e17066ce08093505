import { describe, expect, it } from 'vitest';
import { digest, treeOf } from './fixtures.js';
import { liesIn, promisesOf } from './promises.js';

const promises = promisesOf(
  treeOf({
    a: { destinations: ['eu.x/prod', 'us.x/prod'], images: { one: { i: ['v1'] }, 'b/two': { j: ['v2'] } } },
    b: { destinations: ['us.x/prod/b'], images: { two: { j: ['v2'], k: ['v2', 'v3'] } } },
  }),
);

describe('promises', () => {
  it('are found by destination repository', () => {
    expect(promises.in('eu.x/prod/one')?.tags.get('v1')).toEqual([digest('i')]);
    expect(promises.in('eu.x/prod/three')).toBeUndefined();
    expect(promises.in('eu.x/prod')).toBeUndefined();
  });

  it('of several manifests for one repository are put together', () => {
    const { tags, digests } = promises.in('us.x/prod/b/two') ?? {};
    expect([...(digests ?? [])]).toEqual([digest('j'), digest('k')].sort());
    expect(tags?.get('v2')?.toSorted()).toEqual([digest('j'), digest('k')].sort());
    expect(tags?.get('v3')).toEqual([digest('k')]);
  });

  it('are shared by regions that get the same', () => {
    expect(promises.in('us.x/prod/one')).toBe(promises.in('eu.x/prod/one'));
    expect(promises.in('us.x/prod/b/two')).not.toBe(promises.in('eu.x/prod/b/two'));
  });

  it('know all regions that get the same', () => {
    expect(promises.in('us.x/prod/one')?.regions).toEqual(['eu.x/prod/one', 'us.x/prod/one']);
    expect(promises.in('eu.x/prod/b/two')?.regions).toEqual(['eu.x/prod/b/two']);
  });

  it('name the outermost registries', () => {
    expect(promises.registries).toEqual(['eu.x/prod', 'us.x/prod']);
  });

  it.each([
    ['eu.x/prod/one', true],
    ['eu.x/prod', true],
    ['eu.x/production/one', false],
    ['eu.x', false],
  ])('%s lies in them: %s', (repository, expected) => {
    expect(liesIn(promises.registries, repository)).toBe(expected);
  });
});
