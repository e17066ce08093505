import { parseThinTree } from '@cip/manifest';
import { expect, it } from 'vitest';
import { defaultPolicy, lint, type Policy } from './index.js';

const [first, second] = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`];

it('the example of the README holds', () => {
  const tree = parseThinTree([
    {
      path: 'manifests/tools/promoter-manifest.yaml',
      shownAs: 'registry/manifests/tools/promoter-manifest.yaml',
      text: 'registries:\n- {name: gcr.io/staging-tools, src: true}\n- name: eu.gcr.io/prod/tools\n',
    },
    {
      path: 'images/tools/images.yaml',
      shownAs: 'registry/images/tools/images.yaml',
      text: `- name: hammer\n  dmap:\n    "${first}": ["v1.0.0"]\n    "${second}": ["v1.0.0", "v2"]\n`,
    },
  ]);
  const policy: Policy = { ...defaultPolicy, rules: { 'moving-tag': 'error' } };
  const [conflict, moving] = lint(tree, { policy, pathInTree: (file) => file.replace('registry/', '') });
  const file = 'registry/images/tools/images.yaml';
  expect(conflict?.rule).toBe('tag-conflict');
  expect(conflict?.where).toEqual({ file, line: 4, column: 81 });
  expect(conflict?.related[0]?.where).toEqual({ file, line: 3, column: 81 });
  expect(moving?.severity).toBe('error');
});
