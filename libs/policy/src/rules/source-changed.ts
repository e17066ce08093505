import type { Complaint } from '../finding.js';
import type { ChangeRule } from '../rule.js';

export const sourceChanged: ChangeRule = {
  name: 'source-changed',
  kind: 'change',
  severity: 'error',
  docs: {
    reports: 'another source registry for a subproject that there was before',
    why: 'Whoever may push to the source decides what reviewers find there and promote. So the people who trusted the old source have to agree to the new one: have an exception reviewed.',
    bad: '# the source was gcr.io/staging-tools\nregistries:\n- name: gcr.io/somebody-else\n  src: true\n- name: us.gcr.io/prod/tools',
    good: 'registries:\n- name: gcr.io/staging-tools\n  src: true\n- name: us.gcr.io/prod/tools',
  },
  *check({ change }): Iterable<Complaint> {
    for (const { before, after } of change.registries) {
      if (!before || !after || before.source.name === after.source.name) continue;
      yield {
        message: `the source of ${after.name} changes from ${before.source.name} to ${after.source.name}`,
        remedy: 'Put the old source back, or have an exception for it reviewed.',
        at: after.source.place,
        related: [{ at: before.source.place, message: 'before, the source stood here', removed: true }],
        touches: [{ subproject: after.name, source: after.source.name }],
      };
    }
  },
};
