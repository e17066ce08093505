import { describe, expect, it } from 'vitest';
import { subproject } from '../example-tree.fixture.js';
import { saidOf } from './changes.fixture.js';
import { imageRemoved } from './image-removed.js';

const hammer = '- name: hammer\n  dmap:\n    "sha256:1a…": ["v1"]\n    "sha256:2b…": ["v2"]\n';
const anvil = '- name: anvil\n  dmap:\n    "sha256:3c…": ["v1"]\n';
const files = (name: string, images: string): Record<string, string> =>
  subproject(name, ['eu.gcr.io/prod/tools', 'us.gcr.io/prod/tools'], images);
const before = files('tools', anvil + hammer);
const goneHammer =
  'images/tools/images.yaml:4:3 [main] the image hammer with its 2 digests is not promoted any more';

describe('image-removed', () => {
  it.each([
    ['an image that is gone', files('tools', anvil), [goneHammer]],
    [
      'a subproject that is gone',
      {},
      [
        'images/tools/images.yaml:1:3 [main] the image anvil with its 1 digest is not promoted any more',
        goneHammer,
      ],
    ],
    [
      'an image that went to another repository',
      { ...files('tools', anvil), ...subproject('more', ['eu.gcr.io/prod/more'], hammer) },
      [goneHammer],
    ],
    [
      'an image that stays in one of two registries',
      { ...files('tools', anvil), ...subproject('more', ['eu.gcr.io/prod/tools'], hammer) },
      [goneHammer],
    ],
  ])('stands where it stood: %s', (_, after, expected) => {
    expect(saidOf(imageRemoved, before, after)).toEqual(expected);
  });

  it.each([
    ['a subproject in another folder', files('hardware', anvil + hammer)],
    ['images in another order', files('tools', hammer + anvil)],
    ['an image that another subproject promotes now', { ...files('tools', anvil), ...files('more', hammer) }],
    ['an image whose block is wrong', files('tools', `${anvil}${hammer}  size: 3\n`)],
    ['an image whose name is wrong', files('tools', anvil + hammer.replace('hammer', 'Hammer'))],
    ['a file that cannot be read', files('tools', '{')],
    [
      'registries that cannot be read',
      { ...before, 'manifests/tools/promoter-manifest.yaml': 'registries: 1' },
    ],
    [
      'an image of which one digest is left',
      files('tools', anvil + hammer.split('\n').slice(0, 3).join('\n')),
    ],
  ])('says nothing of %s', (_, after) => {
    expect(saidOf(imageRemoved, before, after)).toEqual([]);
  });
});
