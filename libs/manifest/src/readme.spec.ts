import { expect, it } from 'vitest';
import { parseThinTree } from './index.js';

const digest = `sha256:${'a'.repeat(64)}`;

it('the example of the README holds', () => {
  const { manifests, problems } = parseThinTree([
    {
      path: 'manifests/tools/promoter-manifest.yaml',
      shownAs: 'registry/manifests/tools/promoter-manifest.yaml',
      text: 'registries:\n- {name: gcr.io/staging-tools, src: true}\n- name: eu.gcr.io/prod/tools\n',
    },
    {
      path: 'images/tools/images.yaml',
      shownAs: 'registry/images/tools/images.yaml',
      text: `- name: hammer\n  dmap:\n    ${digest}: [1.10]\n    sha256:123: [v2]\n`,
    },
  ]);
  expect(manifests[0]?.images[0]?.digests).toMatchObject([{ digest, tags: ['1.10'] }]);
  expect(problems[0]?.message).toBe(
    '"sha256:123" is not a digest: it has 3 hexadecimal characters instead of 64',
  );
  expect(problems[0]?.where).toEqual({ file: 'registry/images/tools/images.yaml', line: 4, column: 5 });
});
