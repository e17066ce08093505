import { parseThinTree } from '@cip/manifest';
import { expect, it } from 'vitest';
import { digestOf, subproject, treeOf } from '../example-tree.fixture.js';
import { found } from '../lint-rule.fixture.js';
import { inputRules } from './input-rules.js';

const images = 'images/tools/images.yaml';
const registries = 'manifests/tools/promoter-manifest.yaml';
const sound = '- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]\n';
const tools = { subproject: 'tools', source: 'gcr.io/staging-tools' };

const mistakes: [
  rule: string,
  files: Record<string, string>,
  at: string,
  message: RegExp,
  touches: object,
][] = [
  ['yaml-syntax', { [images]: '- name: [hammer\n' }, `${images} 2:1`, /./, tools],
  [
    'duplicate-key',
    { [images]: `${sound}    "sha256:1a…": ["v2"]\n` },
    `${images} 4:5`,
    /stands twice in one mapping, first in line 3/,
    { ...tools, image: 'hammer', digest: digestOf('1a'), tags: ['v1.0.0', 'v2'] },
  ],
  [
    'unknown-key',
    { [images]: `${sound}  size: 3\n` },
    `${images} 4:3`,
    /unknown key "size"/,
    { ...tools, image: 'hammer' },
  ],
  ['manifest-schema', { [images]: '- dmap: {}\n' }, `${images} 1:3`, /no key "name"/, tools],
  [
    'digest-format',
    { [images]: '- name: hammer\n  dmap:\n    "sha256:1a": ["v1"]\n' },
    `${images} 3:5`,
    /"sha256:1a" is not a digest: it has 2 hexadecimal characters.* \(image hammer\)$/,
    { ...tools, image: 'hammer', digest: 'sha256:1a', tags: ['v1'] },
  ],
  [
    'tag-format',
    { [images]: sound.replace('v1.0.0', 'v1+b') },
    `${images} 3:81`,
    /"v1\+b" is not a tag.* \(image hammer\)$/,
    { ...tools, image: 'hammer', digest: digestOf('1a'), tags: ['v1+b'] },
  ],
  [
    'tag-format',
    { [images]: sound.replace('sha256:1a…', `sha512:${'c'.repeat(128)}`) },
    `${images} 3:5`,
    /only a sha256 digest can have tags.* \(image hammer\)$/,
    { ...tools, image: 'hammer', digest: `sha512:${'c'.repeat(128)}`, tags: ['v1.0.0'] },
  ],
  [
    'image-name',
    { [images]: sound.replace('hammer', 'Hammer') },
    `${images} 1:9`,
    /"Hammer" is not the name of an image/,
    { ...tools, image: 'Hammer' },
  ],
  [
    'empty-image',
    { [images]: `${sound}- name: anvil\n` },
    `${images} 4:3`,
    /has no digests/,
    { ...tools, image: 'anvil' },
  ],
  [
    'registry-name',
    { [registries]: 'registries:\n- name: gcr.io/staging-tools\n  src: true\n- name: https://eu.gcr.io\n' },
    `${registries} 4:9`,
    /it has a scheme/,
    { ...tools, registry: 'https://eu.gcr.io' },
  ],
  [
    'registry-spelling',
    { [registries]: 'registries:\n- name: gcr.io/staging-tools\n  src: true\n- name: eu.gcr.io/\n' },
    `${registries} 4:3`,
    /taken as eu\.gcr\.io/,
    { ...tools, registry: 'eu.gcr.io' },
  ],
  [
    'provenance-policy',
    {
      [registries]:
        'registries:\n- name: gcr.io/staging-tools\n  src: true\n- name: eu.gcr.io\nprovenance:\n  mode: always\n',
    },
    `${registries} 6:9`,
    /"always" is not a mode/,
    tools,
  ],
];

const warnings = new Set(['empty-image', 'registry-spelling']);

it.each(mistakes)(
  '%s is reported where it stands, and only by its own rule',
  (name, files, at, message, touches) => {
    const tree = treeOf({ ...subproject('tools', ['eu.gcr.io/prod/tools'], sound), ...files });
    const results = inputRules.flatMap((rule) =>
      found(rule, tree).map((finding) => ({ rule: rule.name, ...finding })),
    );
    expect(results).toEqual([
      {
        rule: name,
        at,
        severity: warnings.has(name) ? 'warning' : 'error',
        message: expect.stringMatching(message) as string,
        related: [],
        touches: [touches],
      },
    ]);
  },
);

it('every input rule is in the table', () => {
  const withoutGit = inputRules.filter(({ name }) => name !== 'tree-integrity');
  expect([...new Set(mistakes.map(([name]) => name))]).toEqual(withoutGit.map(({ name }) => name));
});

it('what the reader refuses is told under the name that the reader gives it', () => {
  const file = { path: images, shownAs: images, unreadable: 'it is a link', rule: 'tree-integrity' } as const;
  const messages = inputRules.flatMap((rule) => found(rule, parseThinTree([file])));
  expect(messages).toMatchObject([{ at: `${images} 1:1`, message: 'the file cannot be read: it is a link' }]);
});

it('a sound tree has no findings', () => {
  const tree = treeOf(subproject('tools', ['eu.gcr.io/prod/tools'], sound));
  expect(inputRules.flatMap((rule) => found(rule, tree))).toEqual([]);
});
