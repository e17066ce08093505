import { type ManifestTree, parseThinTree } from '@cip/manifest';
import { describe, expect, it } from 'vitest';
import { digest } from './fixtures.js';
import { keepLastGood } from './keep-last-good.js';

const registries =
  'registries:\n- {name: gcr.io/staging, src: true}\n- name: eu.gcr.io/prod\n- name: us.gcr.io/prod\n';
const images = `- name: hammer
  dmap:
    "${digest('old')}": ["v1"]
    "${digest('new')}": ["v2", "v2.1"]
- name: saw
  dmap:
    "${digest('saw')}": []
`;

function treeOf(files: { readonly registries?: string; readonly images?: string }): ManifestTree {
  const text = {
    'manifests/tools/promoter-manifest.yaml': files.registries ?? registries,
    'images/tools/images.yaml': files.images ?? images,
    'manifests/other/promoter-manifest.yaml': registries,
    'images/other/images.yaml': `- {name: drill, dmap: {"${digest('drill')}": [v1]}}\n`,
  };
  return parseThinTree(
    Object.entries(text).map(([path, content]) => ({ path, shownAs: path, text: content })),
  );
}

/** `registry` and `image@digest:tags` of the subproject `tools`. */
function promised(tree: ManifestTree): string[] {
  const manifest = tree.manifests.find(({ name }) => name === 'tools');
  const entries = (manifest?.images ?? []).flatMap(({ name, digests }) =>
    digests.map((entry) => `${name}@${nameOf(entry.digest)}:${entry.tags.join()}`),
  );
  return [...(manifest?.destinations ?? []).map(({ name }) => name), ...entries.sort()];
}

function nameOf(asked: string): string {
  return ['old', 'new', 'saw', 'newer'].find((name) => digest(name) === asked) ?? asked;
}

const both = ['eu.gcr.io/prod', 'us.gcr.io/prod'];
const before = [...both, 'hammer@new:v2,v2.1', 'hammer@old:v1', 'saw@saw:'];

describe('the last good state is kept of', () => {
  it.each([
    [
      'nothing, when all is good',
      { images: images.replace('v2.1', 'v2.2') },
      [...both, 'hammer@new:v2,v2.2', ...before.slice(3)],
    ],
    ['images in a file that cannot be read', { images: `${images}- [` }, before],
    ['a subproject whose registries cannot be read', { registries: '[' }, before],
    ['a subproject without a source', { registries: registries.replace('src: true', 'src: false') }, before],
    [
      'a registry',
      {
        registries: registries
          .replace('name: us.gcr.io/prod', 'name: us.gcr.io/prod, x: 1')
          .replace('- name: us.gcr.io/prod, x: 1', '- {name: us.gcr.io/prod, x: 1}'),
      },
      before,
    ],
    ['an image whose name is misspelt', { images: images.replace('name: saw', 'name: Saw') }, before],
    [
      'a registry whose name is misspelt',
      { registries: registries.replace('us.gcr.io/prod', 'us.gcr.io/Prod') },
      before,
    ],
    [
      'no tag that is given to another digest now',
      { images: images.replace(digest('old'), 'sha256:abc').replace('["v2", "v2.1"]', '["v1"]') },
      [...both, 'hammer@new:v1', 'hammer@old:', 'saw@saw:'],
    ],
    ['an image', { images: images.replace('- name: saw', '- name: saw\n  colour: red') }, before],
    [
      'a digest that has lost a character',
      { images: images.replace(digest('new'), digest('new').slice(0, -1)) },
      before,
    ],
    [
      'a digest that is there twice, and what is new is there, too',
      {
        images: images.replace(
          '- name: saw',
          `    "${digest('newer')}": ["v3"]\n    "${digest('old')}": ["v4"]\n- name: saw`,
        ),
      },
      [...both, 'hammer@new:v2,v2.1', 'hammer@newer:v3', 'hammer@old:v1', 'saw@saw:'],
    ],
    ['no image that was removed', { images: images.replace(/- name: saw[^]*/, '') }, before.slice(0, 4)],
  ])('%s', (_, files, expected) => {
    const newer = treeOf(files);
    const kept = keepLastGood(treeOf({}), newer);
    expect(promised(kept)).toEqual(expected);
    expect(kept.problems).toEqual(newer.problems);
    expect(kept.manifests.map(({ name }) => name)).toEqual(['other', 'tools']);
  });

  it('a part that stays invalid', () => {
    const once = keepLastGood(treeOf({}), treeOf({ images: `${images}- [` }));
    expect(promised(keepLastGood(once, treeOf({ images: '{' })))).toEqual(before);
  });
});
