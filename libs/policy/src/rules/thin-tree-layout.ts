import type { Complaint } from '../finding.js';
import { matchesAny } from '../glob.js';
import type { TreeRule } from '../rule.js';
import { problemsOf } from './input-rules.js';

export const thinTreeLayout: TreeRule = {
  name: 'thin-tree-layout',
  kind: 'tree',
  severity: 'warning',
  docs: {
    reports: 'a file that has no role in the tree; and a subproject that has only one of its two files',
    why: 'A file that nobody reads may be meant to be read. `OWNERS`, `README*`, files that begin with a dot, and what matches a pattern under `allowedFiles` may stand anywhere.',
    bad: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n  src: true\n- name: eu.gcr.io/prod/tools\n\n# images/tools/image.yaml\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]',
    good: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n  src: true\n- name: eu.gcr.io/prod/tools\n\n# images/tools/images.yaml\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]',
  },
  *check({ tree, policy, pathInTree }): Iterable<Complaint> {
    const isAllowed = (file: string): boolean => matchesAny(policy.allowedFiles, pathInTree(file));
    yield* problemsOf(tree.problems, 'thin-tree-layout');
    for (const file of tree.unknownFiles) if (!isAllowed(file)) yield unknownFile(file);
  },
};

function unknownFile(file: string): Complaint {
  return {
    message: 'the file has no role in a manifest tree and is not read',
    remedy: 'Remove it, correct its name, or allow it under "allowedFiles" in the configuration.',
    at: { file, line: 1, column: 1 },
    touches: [],
  };
}
