import { expect, it } from 'vitest';
import { withProduction } from './derived-production.js';
import { subproject, treeOf } from './example-tree.fixture.js';
import { found } from './lint-rule.fixture.js';
import { defaultPolicy } from './policy.js';
import { destinationSet } from './rules/destination-set.js';

const policy = { ...defaultPolicy, productionRegistriesFrom: 'manifests' } as const;

/** Subprojects, each with its destinations. */
function tree(subprojects: Readonly<Record<string, readonly string[]>>): ReturnType<typeof treeOf> {
  const files = Object.entries(subprojects).map(([name, destinations]) =>
    subproject(name, [...destinations], ''),
  );
  return treeOf(Object.assign({}, ...files) as Record<string, string>);
}

const usual = {
  saws: ['eu.gcr.io/prod/images/saws', 'us.gcr.io/prod/images/saws'],
  tools: ['eu.gcr.io/prod/images/tools', 'us.gcr.io/prod/images/tools'],
  top: ['eu', 'us'].flatMap((host) => [
    `${host}.gcr.io/prod/images`,
    `${host}.gcr.io/prod/images/kubernetes`,
  ]),
};

it.each<[string, Readonly<Record<string, readonly string[]>>, string[]]>([
  ['what all subprojects have', usual, ['eu.gcr.io/prod/images', 'us.gcr.io/prod/images']],
  [
    'not a region that only one has',
    { ...usual, nails: ['as.gcr.io/prod/images/nails'] },
    ['eu.gcr.io/prod/images', 'us.gcr.io/prod/images'],
  ],
  [
    'not one that half of them have',
    { ...usual, a: ['us.gcr.io/prod/images/a'], b: ['us.gcr.io/b'], c: ['us.gcr.io/c'] },
    ['us.gcr.io/prod/images'],
  ],
  ['nothing where there are too few subprojects', { saws: usual.saws, tools: usual.tools }, []],
  ['nothing where there are none', {}, []],
])('production is %s', (_, subprojects, expected) => {
  expect(withProduction(policy, tree(subprojects)).productionRegistries).toEqual(expected);
});

it('leaves a list alone', () => {
  const listed = { ...defaultPolicy, productionRegistries: ['eu.gcr.io/other'] };
  expect(withProduction(listed, tree(usual))).toBe(listed);
});

it('lets the rule about incomplete sets find a region that one subproject has forgotten', () => {
  const incomplete = tree({ ...usual, nails: ['eu.gcr.io/prod/images/nails'] });
  const rules = { 'destination-set': 'error' } as const;
  expect(found(destinationSet, incomplete, { ...policy, rules }).map(({ message }) => message)).toEqual([
    '"nails" of only 1 of 2 production registries is a destination; us.gcr.io/prod/images is missing',
  ]);
});
