import { limits } from '@cip/manifest';
import { expect, it } from 'vitest';
import { digestOf, subproject, treeOf } from '../example-tree.fixture.js';
import { found } from '../lint-rule.fixture.js';
import { tagConflict } from './tag-conflict.js';

const eu = 'eu.gcr.io/prod';
const us = 'us.gcr.io/prod';

function image(name: string, ...entries: [digest: string, ...tags: string[]][]): string {
  const lines = entries.map(([digest, ...tags]) => `    "sha256:${digest}…": [${tags.join(', ')}]\n`);
  return `- name: ${name}\n  dmap:\n${lines.join('')}`;
}

function touched(folder: string, name: string, digest: string, tag: string): object {
  return {
    subproject: folder,
    source: `gcr.io/staging-${folder}`,
    image: name,
    digest: digestOf(digest),
    tags: [tag],
  };
}

it('reports two digests of one image at the later place, once for all regions', () => {
  const images = image('hammer', ['2b', 'v1'], ['1a', 'v2', 'v1']);
  expect(found(tagConflict, treeOf(subproject('tools', [eu, us], images)))).toEqual([
    {
      at: 'images/tools/images.yaml 4:85',
      severity: 'error',
      message:
        'the tag "v1" of eu.gcr.io/prod/hammer and 1 other repository is given to sha256:1a0000000000 here, and to sha256:2b0000000000 elsewhere',
      related: ['images/tools/images.yaml 3:81'],
      touches: [touched('tools', 'hammer', '2b', 'v1'), touched('tools', 'hammer', '1a', 'v1')],
    },
  ]);
});

it('reports two digests in blocks of the same name', () => {
  const images = image('hammer', ['2b', 'v1']) + image('hammer', ['1a', 'v1']);
  expect(found(tagConflict, treeOf(subproject('tools', [eu], images)))).toMatchObject([
    { at: 'images/tools/images.yaml 6:81', related: ['images/tools/images.yaml 3:81'] },
  ]);
});

it('reports two subprojects in the later file, with the repositories where they meet', () => {
  const files = {
    ...subproject('tools', [eu, us, 'as.gcr.io/prod'], image('hammer', ['1a', 'v1'])),
    ...subproject('forge', [us, eu], image('hammer', ['2b', 'v1'])),
  };
  expect(found(tagConflict, treeOf(files))).toMatchObject([
    {
      at: 'images/tools/images.yaml 3:81',
      message: expect.stringMatching(
        /^the tag "v1" of eu\.gcr\.io\/prod\/hammer and 1 other repository is/,
      ) as string,
      related: ['images/forge/images.yaml 3:81'],
      touches: [touched('forge', 'hammer', '2b', 'v1'), touched('tools', 'hammer', '1a', 'v1')],
    },
  ]);
});

it('reports images of different names that meet below nested registries', () => {
  const files = {
    ...subproject('all', [eu], image('build-image/x', ['1a', 'v1'])),
    ...subproject('build', [`${eu}/build-image`], image('x', ['2b', 'v1'])),
  };
  expect(found(tagConflict, treeOf(files))).toMatchObject([
    { at: 'images/build/images.yaml 3:81', related: ['images/all/images.yaml 3:81'] },
  ]);
});

it('reports two images of one manifest that meet', () => {
  const images = image('a/x', ['1a', 'v1']) + image('x', ['2b', 'v1']);
  expect(found(tagConflict, treeOf(subproject('tools', [eu, `${eu}/a`], images)))).toMatchObject([
    { at: 'images/tools/images.yaml 6:81', related: ['images/tools/images.yaml 3:81'] },
  ]);
});

it('names everybody who is in conflict, without naming all pairs', () => {
  const files = ['a', 'b', 'c', 'd'].map((folder, i) =>
    subproject(folder, [eu, us], image('x', [i < 3 ? '1a' : '2b', 'v1'])),
  );
  const findings = found(tagConflict, treeOf(Object.assign({}, ...files) as Record<string, string>));
  expect(findings.map(({ at, related }) => [at, ...related])).toEqual(
    ['a', 'b', 'c'].map((folder) => ['images/d/images.yaml 3:81', `images/${folder}/images.yaml 3:81`]),
  );
});

it('counts a pair once where other images meet in some of the regions', () => {
  const files = {
    ...subproject('a', [eu, us], image('x', ['1a', 'v1'])),
    ...subproject('b', [eu, us], image('x', ['2b', 'v1'])),
    ...subproject('c', [us], image('x', ['2b', 'v1'])),
  };
  expect(found(tagConflict, treeOf(files)).map(({ at, message }) => [at, message.slice(0, 60)])).toEqual([
    ['images/b/images.yaml 3:81', 'the tag "v1" of eu.gcr.io/prod/x and 1 other repository is g'],
    ['images/c/images.yaml 3:81', 'the tag "v1" of us.gcr.io/prod/x is given to sha256:2b000000'],
  ]);
});

it('tells digests apart that share a list of tags', () => {
  const aliased = '- {name: x, dmap: {"sha256:1a…": &tags [v1], "sha256:2b…": *tags, "sha256:3c…": *tags}}\n';
  const touches = found(tagConflict, treeOf(subproject('tools', [eu], aliased))).map((one) => one.touches);
  expect(touches.flat()).toEqual(
    ['1a', '2b', '1a', '3c'].map((digest) => touched('tools', 'x', digest, 'v1')),
  );
});

it.each([
  ['different tags', subproject('tools', [eu], image('x', ['1a', 'v1'], ['2b', 'v2']))],
  [
    'one digest with the same tag in two blocks',
    subproject('tools', [eu], image('x', ['1a', 'v1']) + image('x', ['1a', 'v1'])),
  ],
  [
    'the same digest from two subprojects',
    {
      ...subproject('a', [eu], image('x', ['1a', 'v1'])),
      ...subproject('b', [eu], image('x', ['1a', 'v1'])),
    },
  ],
  [
    'images that do not meet',
    {
      ...subproject('a', [eu], image('x', ['1a', 'v1'])),
      ...subproject('b', [us], image('x', ['2b', 'v1'])),
    },
  ],
  [
    'names that only end alike',
    subproject('tools', [eu], image('a/x', ['1a', 'v1']) + image('x', ['2b', 'v1'])),
  ],
  ['digests without tags', subproject('tools', [eu], image('x', ['1a'], ['2b']))],
  ['a manifest without destinations', subproject('tools', [], image('x', ['1a', 'v1'], ['2b', 'v1']))],
])('is silent about %s', (_situation, files) => {
  expect(found(tagConflict, treeOf(files))).toEqual([]);
});

it('says what it does not compare any more, where very many tags meet', () => {
  const tags = (start: string) => Array.from({ length: limits.comparedTags / 2 }, (_, i) => `${start}${i}`);
  const tree = treeOf({
    ...subproject('forge', [eu, us], image('anvil', ['1a', 'v1']) + image('hammer', ['1a', ...tags('a')])),
    ...subproject('tools', [eu, us], image('anvil', ['2b', 'v1']) + image('hammer', ['2b', ...tags('b')])),
  });
  expect(found(tagConflict, tree).map(({ at, message, touches }) => ({ at, message, touches }))).toEqual([
    expect.objectContaining({ at: 'images/tools/images.yaml 3:81' }),
    {
      at: 'images/tools/images.yaml 4:3',
      message: 'the tags of 2 repositories are not compared: too many images go to the same repositories',
      touches: [{ subproject: 'tools', source: 'gcr.io/staging-tools', image: 'hammer' }],
    },
  ]);
});
