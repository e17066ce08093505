import type { TreeRule } from '../rule.js';
import { problemsOf } from './input-rules.js';

export const oneSource: TreeRule = {
  name: 'one-source',
  kind: 'tree',
  severity: 'error',
  docs: {
    reports: 'a manifest in which no registry, or more than one, is marked with `src: true`',
    why: 'The source is where all images of a subproject come from; without exactly one, nothing of the subproject is promoted.',
    bad: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n- name: eu.gcr.io/prod/tools',
    good: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n  src: true\n- name: eu.gcr.io/prod/tools',
  },
  check: ({ tree }) => problemsOf(tree.problems, 'one-source'),
};
