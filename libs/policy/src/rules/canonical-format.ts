import { formatDeviation } from '@cip/manifest';
import type { Complaint } from '../finding.js';
import type { TreeRule } from '../rule.js';
import { countOf } from '../words.js';

export const canonicalFormat: TreeRule = {
  name: 'canonical-format',
  kind: 'tree',
  severity: 'info',
  docs: {
    reports: 'a file that is not written in the canonical form, at the first line that differs',
    why: 'Where everything is written one way, a change shows only what it changes. `cip-lint --fix` rewrites the file: no block, digest or tag changes its place, and every comment stays.',
    bad: "# images/tools/images.yaml\n- name: 'hammer'\n  dmap:\n    sha256:1a…:\n    - v1.0.0",
    good: '# images/tools/images.yaml\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]',
  },
  *check({ tree }): Iterable<Complaint> {
    const mistaken = new Set(
      tree.problems.filter(({ severity }) => severity === 'error').map(({ where }) => where.file),
    );
    for (const file of tree.files) {
      const deviation = mistaken.has(file.path) ? undefined : formatDeviation(file);
      if (!deviation) continue;
      yield {
        message: `the file is not in canonical form: ${countOf(deviation.lines, 'line')} would be written otherwise`,
        remedy: 'Run cip-lint --fix.',
        at: deviation.place,
        touches: [],
      };
    }
  },
};
