import { describe, expect, it } from 'vitest';
import { subproject } from '../example-tree.fixture.js';
import { saidOf } from './changes.fixture.js';
import { registriesAndImagesTogether as rule } from './registries-and-images-together.js';

const hammer = '- name: hammer\n  dmap:\n    "sha256:1a…": ["v1"]\n';
const newer = '- name: hammer\n  dmap:\n    "sha256:1a…": ["v1"]\n    "sha256:2b…": ["v2"]\n';
const eu = 'eu.gcr.io/prod/tools';
const us = 'us.gcr.io/prod/tools';
const before = subproject('tools', [eu], hammer);
const together = 'registries of tools change in the same request as the image hammer';

describe('registries-and-images-together', () => {
  it.each([
    [
      'a new registry and a new digest',
      subproject('tools', [eu, us], newer),
      [
        `manifests/tools/promoter-manifest.yaml:5:3 ${together}`,
        '  images/tools/images.yaml:1:3 this image changes',
      ],
    ],
    [
      'another service account and a new digest',
      subproject('tools', [`${eu}\n  service-account: a@b.example`], newer),
      [
        `manifests/tools/promoter-manifest.yaml:4:3 ${together}`,
        '  images/tools/images.yaml:1:3 this image changes',
      ],
    ],
    [
      'a registry and an image that are gone',
      subproject('tools', [], ''),
      [
        `manifests/tools/promoter-manifest.yaml:4:3 [main] ${together}`,
        '  images/tools/images.yaml:1:3 [main] this image stood here before',
      ],
    ],
    [
      'a new subproject with images',
      { ...before, ...subproject('more', [us], newer) },
      [
        'manifests/more/promoter-manifest.yaml:2:3 registries of more change in the same request as the image hammer',
        '  images/more/images.yaml:1:3 this image changes',
      ],
    ],
    [
      'registries of two subprojects',
      { ...subproject('tools', [eu, us], newer), ...subproject('more', [us], '') },
      [
        `manifests/more/promoter-manifest.yaml:2:3 ${together.replace('tools', 'more')}`,
        '  images/tools/images.yaml:1:3 this image changes',
        `manifests/tools/promoter-manifest.yaml:5:3 ${together}`,
        '  images/tools/images.yaml:1:3 this image changes',
      ],
    ],
  ])('names the first of both, for each manifest: %s', (_, after, expected) => {
    expect(saidOf(rule, before, after)).toEqual(expected);
  });

  it.each([
    ['a new registry, though it gets all images', subproject('tools', [eu, us], hammer)],
    ['a registry less', subproject('tools', [], hammer)],
    ['new images', subproject('tools', [eu], newer)],
    ['a new subproject without images', { ...before, ...subproject('more', [us], '') }],
    ['a new registry, and images written in another way', subproject('tools', [eu, us], `# all\n${hammer}`)],
    [
      'a subproject in another folder',
      {
        'manifests/x/promoter-manifest.yaml': before['manifests/tools/promoter-manifest.yaml']!,
        'images/x/images.yaml': hammer,
      },
    ],
  ])('says nothing of %s', (_, after) => {
    expect(saidOf(rule, before, after)).toEqual([]);
  });

  it.each([
    [false, '.cip.yaml:1:1'],
    [true, '.cip.yaml:1:1 [main]'],
  ])('names a configuration that changes together with an image; gone: %s', (removed, place) => {
    const changed = { at: { file: '.cip.yaml', line: 1, column: 1 }, removed };
    expect(saidOf(rule, before, subproject('tools', [eu], newer), [], changed)).toEqual([
      `${place} the configuration changes in the same request as the image hammer`,
      '  images/tools/images.yaml:1:3 this image changes',
    ]);
    expect(saidOf(rule, before, subproject('tools', [eu, us], hammer), [], changed)).toEqual([]);
  });

  it('says nothing of registries that can be read again', () => {
    const broken = { ...before, 'manifests/tools/promoter-manifest.yaml': 'registries: 1' };
    expect(saidOf(rule, broken, before)).toEqual([]);
  });
});
