import { expect, it } from 'vitest';
import { compareVersions } from './compare-versions.js';

it.each([
  ['numbers count as numbers', ['v1.9.0', 'v1.10.0', 'v2.0.0']],
  [
    'prereleases come before their release',
    ['v1.0.0-alpha.2', 'v1.0.0-alpha.10', 'v1.0.0-beta', 'v1.0.0', 'v1.0.1-rc.0'],
  ],
  ['more pieces are newer', ['v1.0.0-rc', 'v1.0.0-rc.1']],
  ['numbers come before words', ['v1.0.0-1', 'v1.0.0-alpha']],
  ['revisions of a build', ['3.5.9-0', '3.5.9-1', '3.5.10-0']],
  ['dates', ['v20200317-1bd4a22', 'v20230407-abc']],
  ['fewer numbers', ['v1', 'v1.0.1', 'v1.2']],
  ['numbers that no number type holds', ['v10000000000000000000000000', 'v10000000000000000000000001']],
  ['tags that name no version are the oldest', ['debian', 'latest', 'v0.0.1']],
])('%s', (_, tags) => {
  expect([...tags].reverse().sort(compareVersions)).toEqual(tags);
});
