import { type ManifestTree, type Problem, problemKey } from '@cip/manifest';
import type { Complaint } from '../finding.js';
import type { ChangeRule } from '../rule.js';

export const baseUnreadable: ChangeRule = {
  name: 'base-unreadable',
  kind: 'change',
  severity: 'error',
  docs: {
    reports:
      'a file that could not be read or understood in the revision that the tree is compared with, so that nobody can tell whether something of it was moved or removed',
    why: 'What the older file promised is unknown: a change that first breaks a file and one that then mends it would together get around all rules about changes. Compare with a revision in which the file was valid, or have an exception reviewed. A single invalid entry promised nothing and is not reported.',
    bad: '# images/tools/images.yaml in the older revision\n- name: hammer\n  dmap: {',
    good: '# images/tools/images.yaml in the older revision\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]',
  },
  *check({ base, tree }): Iterable<Complaint> {
    const reported = keysOf(tree);
    for (const problem of base.problems) {
      if (problem.severity === 'error' && hidesPromises(problem) && !reported.has(problemKey(problem)))
        yield complaintAbout(problem);
    }
  },
};

/** Mistakes that are still there are findings of their own. */
function keysOf({ problems }: ManifestTree): ReadonlySet<string> {
  return new Set(problems.filter(({ severity }) => severity === 'error').map(problemKey));
}

/** An entry with a wrong digest, tag or registry was never promoted; what hides more may have been, in an earlier form. */
function hidesPromises({ rule, touches: { digest, tags } }: Problem): boolean {
  return digest === undefined && tags === undefined && rule !== 'registry-name' && rule !== 'image-name';
}

function complaintAbout({ message, where, touches }: Problem): Complaint {
  return {
    message: `this cannot be compared with what it was: ${message}`,
    remedy: 'Give --base a revision in which it was valid, or have an exception for this file reviewed.',
    at: where,
    removed: true,
    touches: [touches],
  };
}
