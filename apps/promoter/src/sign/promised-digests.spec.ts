import type { AttachedConfiguration } from '@cip/configuration';
import { parseThinTree } from '@cip/manifest';
import { buildImage, treeFiles } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { promisedDigests } from './promised-digests.js';

const [one, two] = ['one', 'two'].map((name) => buildImage(name).descriptor.digest);
const short: ReadonlyMap<string | undefined, string> = new Map([
  [one, 'one'],
  [two, 'two'],
]);

/** Subproject → its destinations in their order → digests of its image `app` with their tags. */
type Written = Readonly<
  Record<
    string,
    { readonly destinations: readonly string[]; readonly app: Readonly<Record<string, readonly string[]>> }
  >
>;

function promisedIn(
  written: Written,
  attached?: Partial<AttachedConfiguration>,
): { readonly lines: readonly string[]; readonly homeless: readonly string[] } {
  const subprojects = Object.entries(written).map(([name, { destinations, app }]) => [
    name,
    { source: `staging.example/${name}`, destinations, images: { app } },
  ]);
  const files = Object.entries(treeFiles(Object.fromEntries(subprojects) as Parameters<typeof treeFiles>[0]));
  const tree = parseThinTree(files.map(([path, text]) => ({ path, shownAs: path, text })));
  const { digests, homeless } = promisedDigests(tree, attached && { subprojects: new Map(), ...attached });
  const lines = digests.map(({ digest, home, copies, tags }) =>
    [`${short.get(digest) ?? ''}:${tags.join()}`, home, ...copies].join(' '),
  );
  return { lines, homeless };
}

const foo = { destinations: ['us.example/p', 'eu.example/p'], app: { [one!]: ['v1'] } };

describe('where a digest is signed, and where that is copied to', () => {
  it.each<[string, Partial<AttachedConfiguration> | undefined, readonly string[]]>([
    ['nothing is said', undefined, ['one:v1 us.example/p/app eu.example/p/app']],
    ['all keep it', { keep: 'all' }, ['one:v1 us.example/p/app eu.example/p/app']],
    ['one keeps it', { keep: 'canonical', canonical: 'eu.example/p' }, ['one:v1 eu.example/p/app']],
    ['none keeps it', { keep: 'none' }, []],
    ['the subproject keeps none', { keep: 'all', subprojects: new Map([['foo', { keep: 'none' }]]) }, []],
  ])('where %s', (_situation, attached, lines) => {
    expect(promisedIn({ foo }, attached)).toEqual({ lines, homeless: [] });
  });

  it('without a canonical destination it is nowhere, and the subproject is named', () => {
    const attached = { keep: 'canonical', canonical: 'asia.example/p' } as const;
    expect(promisedIn({ foo }, attached)).toEqual({ lines: [], homeless: ['foo'] });
  });
});

describe('a digest of several manifests', () => {
  it('is one where they share a repository, with the tags of all', () => {
    const bar = { destinations: ['asia.example/p', 'eu.example/p'], app: { [one!]: ['v1.0'] } };
    expect(promisedIn({ foo, bar }).lines).toEqual([
      'one:v1,v1.0 asia.example/p/app eu.example/p/app us.example/p/app',
    ]);
  });

  it('is signed in each where they share none', () => {
    const bar = { destinations: ['asia.example/p'], app: { [one!]: [], [two!]: ['v2'] } };
    expect(promisedIn({ foo, bar }).lines.toSorted()).toEqual([
      'one: asia.example/p/app',
      'one:v1 us.example/p/app eu.example/p/app',
      'two:v2 asia.example/p/app',
    ]);
  });
});
