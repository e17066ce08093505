import type { Complaint } from '../finding.js';
import type { ChangeRule } from '../rule.js';

export const destinationRemoved: ChangeRule = {
  name: 'destination-removed',
  kind: 'change',
  severity: 'error',
  docs: {
    reports: 'a production registry that a subproject does not promote to any more',
    why: 'Everything that the subproject promised there goes at once, and that registry falls behind the others without anybody noticing.',
    bad: '# eu.gcr.io/prod/tools stood here, too\nregistries:\n- name: gcr.io/staging-tools\n  src: true\n- name: us.gcr.io/prod/tools',
    good: 'registries:\n- name: gcr.io/staging-tools\n  src: true\n- name: eu.gcr.io/prod/tools\n- name: us.gcr.io/prod/tools',
  },
  *check({ change }): Iterable<Complaint> {
    for (const { manifest, registry } of change.removedDestinations) {
      yield {
        message: `${manifest.name} does not promote to ${registry.name} any more`,
        remedy: 'Put the registry back, or have an exception for it reviewed.',
        at: registry.place,
        removed: true,
        touches: [{ subproject: manifest.name, source: manifest.source.name, registry: registry.name }],
      };
    }
  },
};
