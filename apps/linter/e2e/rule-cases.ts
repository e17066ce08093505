import type { RuleName, Severity } from '@cip/policy';
import { digests, type Files, images, registries, sound } from './marked-tree.js';

const { a, b } = digests;

/** A tree that one rule complains about. `»` stands where. */
export interface RuleCase {
  readonly rule: RuleName;
  readonly severity: Severity;
  /** Over the tree that is sound. */
  readonly files?: Files;
  /** The tree that it is compared with, over the one that is sound; without it there is no comparison. */
  readonly before?: Files;
  /** `.cip.yaml`. */
  readonly policy?: string;
}

function entries(text: string): string {
  return `- name: tool\n  dmap:\n${text}\n`;
}

/** Rules about files. */
export const inputCases: readonly RuleCase[] = [
  { rule: 'yaml-syntax', severity: 'error', files: { [images]: `- name: tool\n  dmap: {»]\n` } },
  {
    rule: 'duplicate-key',
    severity: 'error',
    files: { [images]: entries(`    "${a}": ["v1.0.0"]\n    »"${a}": ["v1.0.1"]`) },
  },
  {
    rule: 'unknown-key',
    severity: 'error',
    files: { [images]: entries(`    "${a}": ["v1.0.0"]\n  »tags: ["v1.0.0"]`) },
  },
  { rule: 'manifest-schema', severity: 'error', files: { [images]: '- name: tool\n  dmap: »["v1.0.0"]\n' } },
  {
    rule: 'digest-format',
    severity: 'error',
    files: { [images]: entries(`    »"${a.slice(0, -2)}": ["v1.0.0"]`) },
  },
  {
    rule: 'tag-format',
    severity: 'error',
    files: { [images]: entries(`    "${a}": ["v1.0.0", »"-v1"]`) },
  },
  {
    rule: 'image-name',
    severity: 'error',
    files: { [images]: `- name: »Tool\n  dmap:\n    "${a}": ["v1.0.0"]\n` },
  },
  {
    rule: 'empty-image',
    severity: 'warning',
    files: { [images]: `${sound[images] ?? ''}- »name: more\n  dmap: {}\n` },
  },
  {
    rule: 'registry-spelling',
    severity: 'warning',
    files: { [registries]: `${sound[registries] ?? ''}- »name: eu.gcr.io/prod/foo/\n` },
  },
  {
    rule: 'provenance-policy',
    severity: 'error',
    files: { [registries]: `${sound[registries] ?? ''}provenance:\n  mode: »always\n` },
  },
  {
    rule: 'registry-name',
    severity: 'error',
    files: { [registries]: `${sound[registries] ?? ''}- name: »https://eu.gcr.io/prod/foo\n` },
  },
  {
    rule: 'tree-integrity',
    severity: 'error',
    files: { 'images/foo/.gitattributes': 'images.yaml ident\n', [images]: `»${sound[images] ?? ''}` },
  },
];

const productionRegistries = 'productionRegistries: [us.gcr.io/prod, eu.gcr.io/prod]\n';
const canonical = entries(`    "${a}": ["v1.0.0"]`);

/** A second subproject that promotes to where foo does. */
function bar(text: string): Files {
  return {
    'manifests/bar/promoter-manifest.yaml':
      'registries:\n- name: gcr.io/bar\n  src: true\n- name: us.gcr.io/prod/foo\n',
    'images/bar/images.yaml': text,
  };
}

/** Rules about trees. */
export const treeCases: readonly RuleCase[] = [
  {
    rule: 'thin-tree-layout',
    severity: 'warning',
    files: { 'images/foo/notes.txt': '»Some notes.\n' },
  },
  {
    rule: 'misplaced-manifest',
    severity: 'error',
    files: { 'images/foo/old/images.yaml': `»${sound[images] ?? ''}` },
  },
  {
    rule: 'one-source',
    severity: 'error',
    files: { [registries]: 'registries:\n»- name: gcr.io/foo\n- name: us.gcr.io/prod/foo\n' },
  },
  {
    rule: 'no-destination',
    severity: 'error',
    files: { [registries]: 'registries:\n- »name: gcr.io/foo\n  src: true\n' },
  },
  {
    rule: 'duplicate-registry',
    severity: 'warning',
    files: { [registries]: `${sound[registries] ?? ''}- »name: us.gcr.io/prod/foo\n` },
  },
  {
    rule: 'source-matches-folder',
    severity: 'error',
    policy: 'rules: {source-matches-folder: error}\n',
    files: {
      [registries]: 'registries:\n- »name: gcr.io/other\n  src: true\n- name: us.gcr.io/prod/foo\n',
    },
  },
  {
    rule: 'subproject-prefix',
    severity: 'error',
    policy: `rules: {subproject-prefix: error}\n${productionRegistries}`,
    files: {
      [registries]: 'registries:\n- name: gcr.io/foo\n  src: true\n- »name: us.gcr.io/prod/other\n',
    },
  },
  {
    rule: 'destination-set',
    severity: 'warning',
    policy: `rules: {destination-set: warning}\n${productionRegistries}`,
    files: { [registries]: 'registries:\n- name: gcr.io/foo\n  src: true\n- »name: us.gcr.io/prod/foo\n' },
  },
  {
    rule: 'tag-conflict',
    severity: 'error',
    files: { [images]: entries(`    "${a}": ["v1.0.0"]\n    "${b}": [»"v1.0.0"]`) },
  },
  {
    rule: 'shared-repository',
    severity: 'error',
    // Subprojects are looked at in the order of their names: foo is the one that comes to what bar has.
    files: { ...bar(canonical), [images]: `- »name: tool\n  dmap:\n    "${b}": ["v1.0.1"]\n` },
  },
  {
    rule: 'redundant-promotion',
    severity: 'warning',
    files: {
      [registries]: `${sound[registries] ?? ''}- name: us.gcr.io/prod/foo/a\n`,
      [images]: `- name: a/tool\n  dmap:\n    "${a}": ["v1.0.0"]\n- name: tool\n  dmap:\n    "${a}": [»"v1.0.0"]\n`,
    },
  },
  {
    rule: 'repeated-image',
    severity: 'info',
    files: { [images]: `${canonical}- »name: tool\n  dmap:\n    "${b}": ["v1.0.1"]\n` },
  },
  { rule: 'moving-tag', severity: 'warning', files: { [images]: entries(`    "${a}": [»"latest"]`) } },
  {
    rule: 'canonical-format',
    severity: 'info',
    files: { [images]: `- name: tool\n  dmap:\n»      '${a}': [v1.0.0]\n` },
  },
];
