import { parseConfiguration } from '@cip/configuration';
import { expect, it } from 'vitest';
import type { RegistrySettings } from './registry-flags.js';
import { withLimits } from './with-limits.js';

const text = `registries:
  us-docker.pkg.dev: {rps: 40, concurrency: 12}
  mirror.example:5000: {rps: 0, group: mirrors}
quotaGroups: {mirrors: {rps: 20}, prod: {rps: 5000/m}, learned: {}}
`;

it.each<[string, RegistrySettings, RegistrySettings]>([
  [
    'without flags, limits are those of the file',
    { retryDeadline: 5 },
    {
      retryDeadline: 5,
      hosts: {
        'us-docker.pkg.dev': { requestsPerSecond: 40, concurrency: 12 },
        'mirror.example:5000': { requestsPerSecond: 0, group: 'mirrors' },
      },
      groups: { mirrors: 20, prod: 5000 / 60 },
    },
  ],
  [
    'a flag for all registries beats what the file says of one',
    { requestsPerSecond: 5, concurrency: 2 },
    {
      requestsPerSecond: 5,
      concurrency: 2,
      hosts: { 'us-docker.pkg.dev': {}, 'mirror.example:5000': { group: 'mirrors' } },
      groups: { mirrors: 20, prod: 5000 / 60 },
    },
  ],
  [
    'a shard takes its part of what the file allows, and what a flag says',
    { shards: 16, groups: { prod: 1 } },
    {
      shards: 16,
      hosts: {
        'us-docker.pkg.dev': { requestsPerSecond: 2.5, concurrency: 1 },
        'mirror.example:5000': { requestsPerSecond: 0, group: 'mirrors' },
      },
      groups: { mirrors: 1.25, prod: 1 },
    },
  ],
  [
    'a flag for a group beats what the file says of it',
    { groups: { prod: 1, other: 2 } },
    {
      hosts: {
        'us-docker.pkg.dev': { requestsPerSecond: 40, concurrency: 12 },
        'mirror.example:5000': { requestsPerSecond: 0, group: 'mirrors' },
      },
      groups: { mirrors: 20, prod: 1, other: 2 },
    },
  ],
])('%s', (_, settings, expected) => {
  expect(withLimits(settings, parseConfiguration({ shownAs: '.cip.yaml', text }))).toEqual(expected);
});

it('without a file, settings stay as they are', () => {
  const settings = { plainHttp: ['a'] };
  expect(withLimits(settings, parseConfiguration({ shownAs: '.cip.yaml', text: '' }))).toEqual(settings);
});
