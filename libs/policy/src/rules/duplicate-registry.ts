import type { PromotionManifest, RegistryEntry } from '@cip/manifest';
import type { Complaint } from '../finding.js';
import type { TreeRule } from '../rule.js';

export const duplicateRegistry: TreeRule = {
  name: 'duplicate-registry',
  kind: 'tree',
  severity: 'warning',
  docs: {
    reports: 'a destination that a manifest lists more than once; it is filled once',
    why: 'One of the entries was probably meant to be another registry, which gets nothing now.',
    bad: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n  src: true\n- name: eu.gcr.io/prod/tools\n- name: eu.gcr.io/prod/tools',
    good: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n  src: true\n- name: eu.gcr.io/prod/tools\n- name: us.gcr.io/prod/tools',
  },
  *check({ tree }): Iterable<Complaint> {
    for (const manifest of tree.manifests) {
      for (const repeated of manifest.repeatedRegistries) yield repetition(manifest, repeated);
    }
  },
};

function repetition({ name, source, destinations }: PromotionManifest, repeated: RegistryEntry): Complaint {
  const first = destinations.find((destination) => destination.name === repeated.name);
  return {
    message: `${repeated.name} is listed again`,
    remedy: 'Correct the name, or remove one of the entries.',
    at: repeated.place,
    related: first ? [{ at: first.place, message: 'it is listed here first' }] : [],
    touches: [{ subproject: name, source: source.name, registry: repeated.name }],
  };
}
