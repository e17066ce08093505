import { describe, expect, it } from 'vitest';
import type { Drift } from './drift.js';
import { digest } from './fixtures.js';
import { groupDrift } from './group-drift.js';

const registries = ['eu.x/prod', 'us.x/prod'];

function item(kind: Drift['kind'], repository: string, more: Partial<Drift> = {}): Drift {
  return { kind, repository, explanation: `about ${repository}`, ...more };
}

function grouped(...drift: Drift[]): string[] {
  return groupDrift(drift, registries).map(
    ({ kind, name, tag, places, items }) =>
      `${kind} ${name}:${tag ?? ''} ${items.length} ${places.join(' ')}`,
  );
}

describe('a finding', () => {
  it.each<[string, Drift[], string[]]>([
    [
      'in several regions is one',
      [
        item('missing', 'eu.x/prod/a/b', { tag: 'v1', digest: digest('i') }),
        item('missing', 'us.x/prod/a/b', { tag: 'v1', digest: digest('i') }),
      ],
      ['missing a/b:v1 2 eu.x/prod us.x/prod'],
    ],
    [
      'of another kind, tag or digest is another',
      [
        item('missing', 'eu.x/prod/a', { tag: 'v1', digest: digest('i') }),
        item('missing', 'eu.x/prod/a', { tag: 'v2', digest: digest('i') }),
        item('tag-moved', 'eu.x/prod/a', { tag: 'v1', digest: digest('i') }),
        item('tag-moved', 'us.x/prod/a', { tag: 'v1', digest: digest('j') }),
      ],
      [
        'missing a:v1 1 eu.x/prod',
        'missing a:v2 1 eu.x/prod',
        'tag-moved a:v1 1 eu.x/prod',
        'tag-moved a:v1 1 us.x/prod',
      ],
    ],
    [
      'outside the destinations is named by its host',
      [item('unexpected', 'asia.x/own/a')],
      ['unexpected own/a: 1 asia.x'],
    ],
    [
      'about a registry as a whole keeps its name',
      [item('unexpected', 'eu.x/prod')],
      ['unexpected eu.x/prod: 1 eu.x/prod'],
    ],
    [
      'that nobody could make is one for a host',
      [item('unreachable', 'eu.x/prod/a'), item('unreachable', 'eu.x/prod/b', { tag: 'v1' })],
      ['unreachable eu.x: 2 eu.x/prod/a eu.x/prod/b'],
    ],
  ])('%s', (_, drift, expected) => {
    expect(grouped(...drift)).toEqual(expected);
  });
});
