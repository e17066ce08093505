import { digests, images, registries, sound } from './marked-tree.js';
import type { RuleCase } from './rule-cases.js';

const { a, b } = digests;
const twoTags = `- name: tool\n  dmap:\n    "${a}": ["v1.0.0", »"v1.0.1"]\n`;

/** Rules about what became of a tree. What was removed is marked where it stood before. */
export const changeCases: readonly RuleCase[] = [
  {
    rule: 'tag-moved',
    severity: 'error',
    before: {},
    files: { [images]: `- name: tool\n  dmap:\n    "${a}": []\n    "${b}": [»"v1.0.0"]\n` },
  },
  { rule: 'tag-removed', severity: 'error', before: { [images]: twoTags } },
  {
    rule: 'digest-removed',
    severity: 'error',
    before: { [images]: `- name: tool\n  dmap:\n    "${a}": ["v1.0.0"]\n    »"${b}": ["v1.0.1"]\n` },
  },
  {
    rule: 'image-removed',
    severity: 'error',
    before: { [images]: `${sound[images] ?? ''}- »name: other\n  dmap:\n    "${b}": ["v1.0.0"]\n` },
  },
  {
    rule: 'destination-removed',
    severity: 'error',
    before: { [registries]: `${sound[registries] ?? ''}- »name: eu.gcr.io/prod/foo\n` },
  },
  {
    rule: 'source-changed',
    severity: 'error',
    before: {},
    files: {
      [registries]: (sound[registries] ?? '').replace('name: gcr.io/foo', '»name: evil.example/foo'),
    },
  },
  {
    rule: 'service-account-changed',
    severity: 'warning',
    before: {},
    files: {
      [registries]: (sound[registries] ?? '').replace(
        '- name: us.gcr.io/prod/foo',
        '- »name: us.gcr.io/prod/foo\n  service-account: other@x.iam.gserviceaccount.com',
      ),
    },
  },
  {
    rule: 'registries-and-images-together',
    severity: 'error',
    before: {},
    files: {
      [registries]: `${sound[registries] ?? ''}- »name: eu.gcr.io/prod/foo\n`,
      [images]: `- name: tool\n  dmap:\n    "${a}": ["v1.0.0"]\n    "${b}": ["v1.0.1"]\n`,
    },
  },
  {
    rule: 'base-unreadable',
    severity: 'error',
    before: { [images]: '- name: tool\n  dmap: {»]\n' },
    files: { [images]: sound[images] },
  },
];
