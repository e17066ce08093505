import type { Complaint } from '../finding.js';
import { matchesAny } from '../glob.js';
import type { TreeRule } from '../rule.js';
import { problemsOf } from './input-rules.js';

export const misplacedManifest: TreeRule = {
  name: 'misplaced-manifest',
  kind: 'tree',
  severity: 'error',
  docs: {
    reports:
      'a file that is named like a promoter manifest and stands where none is read, such as in a folder below that of a subproject; and one whose name is misspelt, such as `images.yml`',
    why: 'It was reviewed and merged, and a release waits for images that are never promoted. The promoter reports it as well, and carries on with the rest. What matches a pattern under `allowedFiles` may stand anywhere.',
    bad: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n  src: true\n- name: eu.gcr.io/prod/tools\n\n# images/tools/images.yml\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]',
    good: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n  src: true\n- name: eu.gcr.io/prod/tools\n\n# images/tools/images.yaml\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]',
  },
  *check({ tree, policy, pathInTree }): Iterable<Complaint> {
    const misplaced = tree.problems.filter(
      ({ where }) => !matchesAny(policy.allowedFiles, pathInTree(where.file)),
    );
    // Nothing else is left out because of it.
    for (const complaint of problemsOf(misplaced, 'misplaced-manifest')) yield { ...complaint, touches: [] };
  },
};
