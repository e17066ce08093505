import { expect, it } from 'vitest';
import { parseThinTree } from '../parse-thin-tree.js';
import { positionOf } from '../position.js';
import { ambiguousDigests, findStandings } from './find-standings.js';

const [one, two, three] = ['1234', '12ff', 'ffff'].map((start) => `sha256:${start.padEnd(64, '0')}`);

const tree = parseThinTree([
  file(
    'manifests/tools/promoter-manifest.yaml',
    registries('s.example/tools', 'us.example/prod', 'eu.example/prod'),
  ),
  file(
    'images/tools/images.yaml',
    `- name: axe\n  dmap:\n    "${one}": ["v1", "1.0"]\n    "${two}": ["ffff"]\n`,
  ),
  file('manifests/more/promoter-manifest.yaml', registries('s.example/more', 'us.example/more')),
  file(
    'images/more/images.yaml',
    `- name: deep/axe\n  dmap:\n    "${one}": ["v1"]\n- name: saw\n  dmap:\n    "${three}": []\n`,
  ),
]);

function file(path: string, text: string): { path: string; shownAs: string; text: string } {
  return { path, shownAs: path, text };
}

function registries(source: string, ...names: string[]): string {
  return `registries:\n- name: ${source}\n  src: true\n${names.map((name) => `- name: ${name}\n`).join('')}`;
}

it.each([
  ['an image', 'axe', ['tools axe 3', 'tools axe 4']],
  ['the end of an image name', 'saw', ['more saw 6']],
  ['an image below a folder', 'deep/axe', ['more deep/axe 3']],
  ['a source repository', 's.example/more/deep/axe', ['more deep/axe 3']],
  ['a destination repository', 'eu.example/prod/axe', ['tools axe 3', 'tools axe 4']],
  ['the end of a production name', 'prod/axe:v1', ['tools axe 3']],
  ['a tag', 'v1', ['more deep/axe 3', 'tools axe 3']],
  ['an image with a tag', 'axe:1.0', ['tools axe 3']],
  ['a repository with a tag', 'us.example/more/deep/axe:v1', ['more deep/axe 3']],
  ['a digest', one ?? '', ['more deep/axe 3', 'tools axe 3']],
  ['the beginning of a digest', 'sha256:1234', ['more deep/axe 3', 'tools axe 3']],
  ['as reports print it', 'sha256:123400000000…', ['more deep/axe 3', 'tools axe 3']],
  ['without the algorithm', '1234', ['more deep/axe 3', 'tools axe 3']],
  ['an image with the beginning of a digest', 'axe@12f', ['tools axe 4']],
  ['a tag that could be a digest', 'ffff', ['tools axe 4']],
  ['a digest that could be a tag', 'sha256:ffff', ['more saw 6']],
  ['what is nowhere', 'hammer', []],
  ['too few digits', '123', []],
  ['an image with another tag', 'axe:v9', []],
])('%s', (_, asked, expected) => {
  const found = findStandings(tree, asked);
  expect(
    found.map(({ subproject, image, place }) => `${subproject} ${image} ${positionOf(place).line}`),
  ).toEqual(expected);
  expect(ambiguousDigests(found, asked)).toEqual([]);
});

it('the place is that of the tag that was asked about', () => {
  const [byTag, byDigest] = [findStandings(tree, 'axe:1.0'), findStandings(tree, 'axe@1234')];
  expect([byTag, byDigest].map(([found]) => found && positionOf(found.place).column)).toEqual([87, 5]);
});

it('a beginning that several digests have says which', () => {
  expect(ambiguousDigests(findStandings(tree, 'sha256:12'), 'sha256:12')).toEqual([one, two]);
  expect(ambiguousDigests(findStandings(tree, 'axe@12'), 'axe@12')).toEqual([one, two]);
});
