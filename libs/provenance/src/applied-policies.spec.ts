import { parseThinTree } from '@cip/manifest';
import { describe, expect, it } from 'vitest';
import { AppliedPolicies, nameBelow } from './applied-policies.js';
import { simplePolicy } from './fixtures.js';

/** Manifests by name: the source of each, and whether it has a policy. */
function policiesOf(
  manifests: Readonly<Record<string, { readonly source: string; readonly policy: boolean }>>,
): AppliedPolicies {
  const section = `provenance:\n${simplePolicy.replaceAll(/^(?=.)/gm, '  ')}`;
  const files = Object.entries(manifests).flatMap(([name, { source, policy }]) => [
    {
      path: `manifests/${name}/promoter-manifest.yaml`,
      text: `registries:\n- {name: ${source}, src: true}\n- {name: eu.gcr.io/prod/${name}}\n${policy ? section : ''}`,
    },
    { path: `images/${name}/images.yaml`, text: '' },
  ]);
  return new AppliedPolicies(parseThinTree(files.map((file) => ({ ...file, shownAs: file.path }))).manifests);
}

describe('the policies that apply to a repository', () => {
  const policies = policiesOf({
    tools: { source: 'gcr.io/staging/tools', policy: true },
    all: { source: 'gcr.io/staging', policy: true },
    free: { source: 'gcr.io/staging/tools/free', policy: false },
    host: { source: 'gcr.io', policy: true },
  });

  it.each<[string, readonly string[]]>([
    ['gcr.io/staging/tools', ['all', 'host', 'tools']],
    ['gcr.io/staging/tools/hammer', ['all', 'host', 'tools']],
    ['gcr.io/staging/tools/free/saw', ['all', 'host', 'tools']],
    ['gcr.io/staging/other', ['all', 'host']],
    ['gcr.io/staging/toolsmith', ['all', 'host']],
    ['gcr.io/staging2/tools', ['host']],
    ['eu.gcr.io/staging/tools', []],
    ['gcr.io.example/staging', []],
  ])('%s: %j', (repository, names) => {
    expect(policies.of(repository).map(({ manifest }) => manifest)).toEqual(names);
  });

  it('say which source they are written for', () => {
    expect(policies.of('gcr.io/staging/tools/hammer').map(({ source }) => source)).toEqual([
      'gcr.io/staging',
      'gcr.io',
      'gcr.io/staging/tools',
    ]);
  });

  it('say where they stand', () => {
    expect(policies.of('gcr.io/staging/tools').at(-1)?.where).toEqual({
      file: 'manifests/tools/promoter-manifest.yaml',
      line: 4,
    });
  });

  it('are none where no manifest has any', () => {
    expect(policiesOf({ free: { source: 'gcr.io/staging', policy: false } }).of('gcr.io/staging/x')).toEqual(
      [],
    );
  });
});

it.each([
  ['gcr.io/staging', 'gcr.io/staging/app', 'app'],
  ['gcr.io/staging', 'gcr.io/staging/charts/app', 'charts/app'],
  ['gcr.io/staging/charts', 'gcr.io/staging/charts/app', 'app'],
  ['gcr.io/staging', 'gcr.io/staging', ''],
  ['gcr.io/staging', 'gcr.io/staging2/app', ''],
])('below %s the name of %s is %j', (source, repository, name) => {
  expect(nameBelow(source, repository)).toBe(name);
});
