import { describe, expect, it } from 'vitest';
import type { ManifestKind } from '../manifest-schemas.js';
import { canonicalText } from './canonical-text.js';
import { formatDeviation } from './deviation.js';

/** Digests are written as a single letter in the tables. */
function long(text: string): string {
  return text.replaceAll(/sha256:([0-9a-f])\b/g, (_, letter: string) => `sha256:${letter.repeat(64)}`);
}

function formatted(text: string, kind: ManifestKind = 'images'): string | undefined {
  return canonicalText({ path: 'file.yaml', kind, text: long(text) });
}

const images = `- name: tool
  dmap:
    "sha256:b": ["v2", "v1"]
    "sha256:a": []
- name: other/tool
  dmap: {}
`;

describe('lists of images', () => {
  it.each([
    ['canonical already', images],
    ['a list in lines', images.replace('["v2", "v1"]', '\n    - v2\n    - v1')],
    ['blanks in brackets', images.replace('["v2", "v1"]', '[ "v2","v1" ]')],
    ['tabs after keys and in brackets', images.replaceAll(': ', ':\t').replace(', ', ',\t')],
    ['no quotes', images.replaceAll('"', '')],
    ['single quotes', images.replaceAll('"', "'")],
    ['needless quotes', images.replace('other/tool', '"other/tool"')],
    ['indented blocks', images.replaceAll(/^/gm, '  ').trimEnd()],
    ['CR LF', images.replaceAll('\n', '\r\n')],
    ['CR', images.replaceAll('\n', '\r')],
    ['no line end at the end', images.trimEnd()],
    ['blank lines around', `\n\n${images}\n \n`],
    ['blanks at line ends', images.replaceAll('\n', ' \t\n')],
    ['a document marker', `--- \n${images}...\n`],
    ['a directive', `%YAML 1.2\n---\n${images}`],
    [
      'keys in another order',
      images.replace('- name: other/tool\n  dmap: {}', '- dmap: {}\n  name: other/tool'),
    ],
    [
      'all in brackets',
      '[{dmap: {sha256:b: [v2, v1], sha256:a: []}, name: tool}, {name: other/tool, dmap: {}}]',
    ],
    ['explicit keys', images.replace('"sha256:b":', '? sha256:b\n    :')],
    ['an anchor without an alias', images.replace('["v2"', '&tags ["v2"')],
    ['a folded text', images.replace('other/tool', '>-\n    other/tool')],
    ['escapes', images.replace('"v2"', '"\\x762"')],
    ['tags of YAML', images.replace('other/tool', '!!str other/tool')],
  ])('%s', (_, text) => {
    expect(formatted(text)).toBe(long(images));
  });

  it.each([
    ['nothing', '', ''],
    ['only comments', '# one\n\n  # two  ', '# one\n\n# two\n'],
    ['an empty list', '# none\n[ ]', '# none\n[]\n'],
    [
      'anchors and aliases',
      '- &a\n  name: x\n  dmap: &d\n    sha256:a: &t [v1]\n    sha256:b: *t\n- name: z\n  dmap: *d\n',
      '- name: x\n  dmap:\n    "sha256:a": ["v1"]\n    "sha256:b": ["v1"]\n- name: z\n  dmap:\n    "sha256:a": ["v1"]\n    "sha256:b": ["v1"]\n',
    ],
    [
      'names that look like something else',
      '- {name: "null", dmap: {}}\n- {name: "1e3", dmap: {}}\n- {name: 3scale, dmap: {}}\n- {name: "2020-01-01", dmap: {}}\n',
      '- name: "null"\n  dmap: {}\n- name: "1e3"\n  dmap: {}\n- name: 3scale\n  dmap: {}\n- name: "2020-01-01"\n  dmap: {}\n',
    ],
  ])('%s', (_, text, expected) => {
    expect(formatted(text)).toBe(long(expected));
  });
});

describe('comments', () => {
  it.each([
    [
      'stand above the entry that follows, with its indentation',
      '    # block\n- name: x\n# map\n  dmap:\n  # digest\n    "sha256:a": []\n    # next\n- name: z\n  dmap: {}\n  # end\n',
      '# block\n- name: x\n  # map\n  dmap:\n    # digest\n    "sha256:a": []\n# next\n- name: z\n  dmap: {}\n# end\n',
    ],
    [
      'stay at the end of their line',
      '- name: x   # name\n  dmap: # map\n    "sha256:a": [v1]  #digest\n- name: z\n  dmap: {} # none\n',
      '- name: x # name\n  dmap: # map\n    "sha256:a": ["v1"] #digest\n- name: z\n  dmap: {} # none\n',
    ],
    [
      'of one tag in a list stay behind the list',
      '- name: x\n  dmap:\n    "sha256:a":\n    - v1\n    - v2 # why\n',
      '- name: x\n  dmap:\n    "sha256:a": ["v1", "v2"] # why\n',
    ],
    [
      'within a list of tags go above the digest',
      '- name: x\n  dmap:\n    # above\n    "sha256:a": # digest\n\n    - v1 # one\n    # between\n    - v2\n    "sha256:b": [\n      # alone\n      v3, # three\n      ]\n',
      '- name: x\n  dmap:\n    # above\n    # digest\n    # one\n    # between\n    "sha256:a": ["v1", "v2"]\n    # alone\n    # three\n    "sha256:b": ["v3"]\n',
    ],
    [
      'above a block stay above it when its keys change places',
      '# block\n- dmap:\n    # digest\n    "sha256:a": []\n  # name\n  name: x # x\n',
      '# block\n# name\n- name: x # x\n  dmap:\n    # digest\n    "sha256:a": []\n',
    ],
    [
      'stand between blank lines as before',
      '# one\n\n\n# two\n\n- name: x\n  dmap:\n\n    # group\n    "sha256:a": []\n\n\n    # group\n\n    "sha256:b": []\n',
      '# one\n\n# two\n\n- name: x\n  dmap:\n\n    # group\n    "sha256:a": []\n\n    # group\n\n    "sha256:b": []\n',
    ],
    [
      'are no part of quoted texts and anchors',
      '- name: &x#y x\n  dmap:\n    "sha256:a": ["v\\x31"] # "real"\n    \'sha256:b\': [v2, # it\'s\n      v3]\n',
      '- name: x\n  dmap:\n    "sha256:a": ["v1"] # "real"\n    "sha256:b": ["v2", "v3"] # it\'s\n',
    ],
    [
      'begin anywhere in brackets',
      '[ # list\n  {name: x, # x\n   dmap: {}} # map\n # end\n]\n# after\n',
      '# list\n- name: x # x\n  dmap: {} # map\n# end\n# after\n',
    ],
  ])('%s', (_, text, expected) => {
    expect(formatted(text)).toBe(long(expected));
    expect(formatted(expected)).toBe(long(expected));
  });
});

describe('registries', () => {
  const registries = `registries:
- name: gcr.io/staging
  src: true
- name: localhost:5000/prod
  service-account: me@prod.iam.gserviceaccount.com
imagesPath: ../images.yaml
`;

  it.each([
    ['canonical already', registries],
    ['other booleans', registries.replace('src: true', 'src: Yes')],
    ['src: false', registries.replace('prod\n', 'prod\n  src: no\n')],
    [
      'keys in another order',
      registries.replace('name: gcr.io/staging\n  src: true', 'src: true\n  name: gcr.io/staging'),
    ],
    ['indented blocks', registries.replaceAll(/^([- ])/gm, '    $1')],
    [
      'all in brackets',
      '{registries: [{name: gcr.io/staging, src: on}, {service-account: me@prod.iam.gserviceaccount.com, name: "localhost:5000/prod"}], imagesPath: ../images.yaml}',
    ],
    [
      'registries at the end',
      `${registries.split('\n')[5]}\n${registries.split('\n').slice(0, 5).join('\n')}`,
    ],
  ])('%s', (_, text) => {
    expect(formatted(text, 'promoter-manifest')).toBe(registries);
  });

  it('texts are quoted where they must be, and comments of what is left out stay', () => {
    const text =
      'registries:\n- {name: "[::1]:5000/a", src: true}\n- name: b\n  # why\n  src: false # not\n  service-account: "1e3"\n- {name: c, service-account: ""}\nimagesPath: {a: [b: 1, "c, d"]}\n';
    expect(formatted(text, 'promoter-manifest')).toBe(
      'registries:\n- name: "[::1]:5000/a"\n  src: true\n# why\n# not\n- name: b\n  service-account: "1e3"\n- name: c\n  service-account: ""\nimagesPath: {"a": [{"b": "1"}, "c, d"]}\n',
    );
  });

  it('stand before images in a plain manifest', () => {
    const text = 'images:\n- {name: x, dmap: {sha256:a: [v1]}}\nregistries:\n- {name: a, src: true}\n';
    expect(formatted(text, 'plain-manifest')).toBe(
      long('registries:\n- name: a\n  src: true\nimages:\n- name: x\n  dmap:\n    "sha256:a": ["v1"]\n'),
    );
  });
});

it.each([
  ['no YAML', '- [', 'images'],
  ['a wrong digest', '- name: x\n  dmap:\n    sha256:1234: []\n', 'images'],
  ['a digest that stands twice', '- name: x\n  dmap: {sha256:a: [], sha256:a: []}\n', 'images'],
  ['an unknown key', '- name: x\n  dmap: {}\n  tags: []\n', 'images'],
  ['no source', 'registries:\n- name: a\n', 'promoter-manifest'],
  ['nothing where registries must be', '', 'promoter-manifest'],
] as const)('a file with a mistake is left alone: %s', (_, text, kind) => {
  expect(formatted(text, kind)).toBeUndefined();
});

it.each([
  ['', 0, 0],
  ['\n\n', 1, 2],
  ['# a\n\n# b\n', 0, 0],
  ['# a', 1, 1],
  ['- name: x\n  dmap: {}\n# end\n', 0, 0],
  ['- name: "null"\n  dmap: {}\n', 0, 0],
  ['- name: x\n  dmap: {}\n\n\n- name:  z\n  dmap: {}\n', 4, 2],
  ['- name: x\n  dmap:\n    # c\n  # c\n    "sha256:a": ["v1"]\n    "sha256:b": [v1]  # c\n', 4, 2],
])('the deviation of %j begins at line %i, in %i lines', (text, line, lines) => {
  const file = { path: 'file.yaml', kind: 'images' as const, text: long(text) };
  const deviation = formatDeviation(file);
  const lineOf = (offset: number): number => file.text.slice(0, offset).split('\n').length;
  expect(deviation ? [lineOf(deviation.place.offset), deviation.lines] : [0, 0]).toEqual([line, lines]);
});
