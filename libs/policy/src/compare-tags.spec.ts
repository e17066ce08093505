import { expect, it } from 'vitest';
import { compareTags } from './compare-tags.js';

it.each([
  ['numbers as numbers', ['v1.2.0', 'v1.9.0', 'v1.10.0', 'v2.0.0', 'v10.0.0']],
  [
    'a pre-release before its release',
    ['v1.0.0-alpha.2', 'v1.0.0-alpha.10', 'v1.0.0-rc.1', 'v1.0.0', 'v1.0.1-rc.1'],
  ],
  ['a short version before the longer', ['v1', 'v1.2', 'v1.2.3']],
  ['days and builds', ['v20220901-3f2a', 'v20230312-1b2c', 'v20230312-66a7']],
  ['numbers too long for a number', ['90071992547409930', '90071992547409931', '123456789012345678901']],
  ['leading zeros', ['1.0', '1.01', '1.2', '1.10']],
  ['words by their letters', ['1.0', 'edge', 'latest', 'v1']],
])('%s', (_, ordered) => {
  for (const mixed of [ordered.toReversed(), ordered.toSorted()]) {
    expect(mixed.sort(compareTags)).toEqual(ordered);
  }
});
