import { expect, it } from 'vitest';
import { subproject } from '../example-tree.fixture.js';
import { type Files, saidOf } from './changes.fixture.js';
import { sourceChanged } from './source-changed.js';

const hammer = '- name: hammer\n  dmap:\n    "sha256:1a…": ["v1"]\n';
const production = ['eu.gcr.io/prod/tools', 'us.gcr.io/prod/tools'];
const file = 'manifests/tools/promoter-manifest.yaml';
const before = subproject('tools', production, hammer);

function withSource(source: string, files: Files = before): Files {
  return { ...files, [file]: (files[file] ?? '').replace('gcr.io/staging-tools', source) };
}

it('stands at the new source, and shows the old one', () => {
  expect(saidOf(sourceChanged, before, withSource('evil.example/staging-tools'))).toEqual([
    `${file}:2:3 the source of tools changes from gcr.io/staging-tools to evil.example/staging-tools`,
    `  ${file}:2:3 [main] before, the source stood here`,
  ]);
});

it('does not need images', () => {
  const empty = subproject('tools', production, '');
  expect(saidOf(sourceChanged, empty, withSource('evil.example/staging-tools', empty))).toHaveLength(2);
});

it.each<[string, Files]>([
  ['a new subproject', { ...before, ...subproject('forge', ['eu.gcr.io/prod/forge'], '') }],
  ['a subproject that is gone', {}],
  ['other destinations', subproject('tools', production.slice(1), hammer)],
  ['a source that cannot be read, which is reported as such', withSource('https://gcr.io/x')],
])('says nothing of %s', (_, after) => {
  expect(saidOf(sourceChanged, before, after)).toEqual([]);
});

it('can be agreed to', () => {
  const exception = {
    rule: 'source-changed',
    paths: [file],
    reason: 'moved',
    expires: '2026-12-31',
  } as const;
  expect(saidOf(sourceChanged, before, withSource('gcr.io/new'), [exception])).toEqual([]);
});
