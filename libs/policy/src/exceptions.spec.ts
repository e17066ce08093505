import type { Touched } from '@cip/manifest';
import { expect, it } from 'vitest';
import { exceptionFor } from './exceptions.js';
import type { Exception } from './policy.js';

const agreed: Exception = {
  rule: 'tag-moved',
  paths: ['images/*/images.yaml'],
  reason: 'r',
  expires: '2030-01-31',
};
const path = 'images/tools/images.yaml';
const v1: Touched = { image: 'hammer', digest: 'sha256:1', tags: ['v1'] };
const v2: Touched = { image: 'hammer', digest: 'sha256:2', tags: ['v2'] };
const bare: Touched = { image: 'hammer', digest: 'sha256:3', tags: [] };
const registry: Touched = { registry: 'eu.gcr.io' };

it.each<[situation: string, exception: Partial<Exception>, touches: readonly Touched[]]>([
  ['any finding at the path', {}, [v1, registry]],
  ['a finding that touches nothing', {}, []],
  ['findings about the image', { image: 'hammer' }, [v1, v2]],
  ['findings about the tags', { tags: ['v1', 'v2'] }, [v1, v2]],
  ['all tags of a digest', { tags: ['sha256:2', 'v1'] }, [v1, v2]],
  ['a digest without tags', { tags: ['sha256:3'] }, [bare]],
  ['the last day', { expires: '2030-01-01' }, [v1]],
])('an exception covers %s', (_situation, exception, touches) => {
  const covering = { ...agreed, ...exception };
  const found = exceptionFor('tag-moved', path, touches, [{ ...agreed, paths: [] }, covering], '2030-01-01');
  expect(found).toBe(covering);
});

it.each<[situation: string, exception: Partial<Exception>, touches: readonly Touched[]]>([
  ['another rule', { rule: 'tag-removed' }, [v1]],
  ['another path', { paths: ['images/forge/*'] }, [v1]],
  ['a day too late', { expires: '2029-12-31' }, [v1]],
  ['another image', { image: 'saw' }, [v1]],
  ['one tag of two', { tags: ['v1'] }, [v1, v2]],
  ['a digest without tags, by tags', { tags: ['v1'] }, [bare]],
  ['a registry, by image', { image: 'hammer' }, [registry]],
  ['a registry, by tags', { tags: ['v1'] }, [registry]],
  ['what touches nothing, by image', { image: 'hammer' }, []],
  ['what touches nothing, by tags', { tags: ['v1'] }, []],
])('an exception does not cover %s', (_situation, exception, touches) => {
  const exceptions = [{ ...agreed, ...exception }];
  expect(exceptionFor('tag-moved', path, touches, exceptions, '2030-01-01')).toBeUndefined();
});
