import { type ManifestTree, parseThinTree } from '@cip/manifest';
import { expect, it } from 'vitest';
import { diffTrees } from './diff-trees.js';

/** Subprojects by their names: registry → service account, the source first; an empty one is none. */
type Written = Readonly<Record<string, Readonly<Record<string, string>>>>;

function tree(subprojects: Written): ManifestTree {
  const files = Object.entries(subprojects).map(([name, registries]) => {
    const blocks = Object.entries(registries).map(([registry, account], i) => {
      const source = i === 0 ? ', src: true' : '';
      return `- {name: ${registry}${source}${account === '' ? '' : `, service-account: ${account}`}}\n`;
    });
    const path = `manifests/${name}/promoter-manifest.yaml`;
    return { path, shownAs: path, text: `registries:\n${blocks.join('')}` };
  });
  return parseThinTree(files);
}

const before: Written = {
  app: { 's.example/app': 'reader@x.example', 'us.example/prod': 'a@x.example', 'eu.example/prod': '' },
  below: { 's.example/below': '', 'us.example/prod/below': '' },
};
const { app, below } = before as Readonly<Record<'app' | 'below', Written[string]>>;

function said(after: Written): string[] {
  return diffTrees(tree(before), tree(after)).accounts.map(
    (one) => `${one.manifest.name} ${one.registry.name}: [${one.before.join()}] → [${one.after.join()}]`,
  );
}

it.each<[string, Written, string[]]>([
  [
    'a destination',
    { app: { ...app, 'us.example/prod': 'b@x.example' }, below },
    ['app us.example/prod: [a@x.example] → [b@x.example]'],
  ],
  [
    'a source',
    { app: { ...app, 's.example/app': 'b@x.example' }, below },
    ['app s.example/app: [reader@x.example] → [b@x.example]'],
  ],
  [
    'an account where there was none',
    { app: { ...app, 'eu.example/prod': 'b@x.example' }, below },
    ['app eu.example/prod: [] → [b@x.example]'],
  ],
  [
    'an account that is gone',
    { app: { ...app, 'us.example/prod': '' }, below },
    ['app us.example/prod: [a@x.example] → []'],
  ],
  [
    'a subproject with another name and account',
    { renamed: { ...app, 'us.example/prod': 'b@x.example' }, below },
    ['renamed us.example/prod: [a@x.example] → [b@x.example]'],
  ],
  [
    'another subproject with the same registry',
    { app, below, more: { 's.example/more': '', 'us.example/prod': 'b@x.example' } },
    ['more us.example/prod: [a@x.example] → [a@x.example,b@x.example]'],
  ],
  [
    'a part of a registry',
    { app, below, more: { 's.example/more': '', 'us.example/prod/more': 'b@x.example' } },
    ['more us.example/prod/more: [a@x.example] → [b@x.example]'],
  ],
  [
    'a registry whose parent, with the account, is gone',
    { below },
    ['below us.example/prod/below: [a@x.example] → []'],
  ],
])('finds %s', (_, after, expected) => {
  expect(said(after)).toEqual(expected);
});

it.each<[string, Written]>([
  ['the same', before],
  ['a subproject with another name', { renamed: app, below }],
  ['a new registry', { app: { ...app, 'asia.example/prod': 'b@x.example' }, below }],
  [
    'a part of a registry with the same account',
    { app, below: { ...below, 'us.example/prod/below': 'a@x.example' } },
  ],
  ['no subproject any more', {}],
  ['a registry with a common beginning', { app: { ...app, 'us.example/production': 'b@x.example' }, below }],
])('finds nothing in %s', (_, after) => {
  expect(said(after)).toEqual([]);
});
