import type { PromotionManifest, RegistryEntry } from '@cip/manifest';
import type { Complaint } from '../finding.js';
import type { TreeRule } from '../rule.js';

export const duplicateRegistry: TreeRule = {
  name: 'duplicate-registry',
  kind: 'tree',
  severity: 'error',
  docs: {
    reports: 'a registry that a manifest lists more than once, be it as destination or as source',
    why: 'One of the entries was meant to be another registry, which gets nothing now. A destination that is the source would promote images onto themselves.',
    bad: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n  src: true\n- name: eu.gcr.io/prod/tools\n- name: eu.gcr.io/prod/tools',
    good: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n  src: true\n- name: eu.gcr.io/prod/tools\n- name: us.gcr.io/prod/tools',
  },
  *check({ tree }): Iterable<Complaint> {
    for (const manifest of tree.manifests) {
      for (const repeated of manifest.repeatedRegistries) yield repetition(manifest, repeated);
    }
  },
};

function repetition(manifest: PromotionManifest, repeated: RegistryEntry): Complaint {
  const { name: subproject, source, destinations } = manifest;
  const isSource = repeated.name === source.name;
  const first = isSource ? source : destinations.find(({ name }) => name === repeated.name);
  return {
    message: isSource
      ? `${repeated.name} is the source and is listed again, so it would be its own destination`
      : `${repeated.name} is listed again`,
    remedy: 'Correct the name, or remove one of the entries.',
    at: repeated.place,
    related: first ? [{ at: first.place, message: 'it is listed here first' }] : [],
    touches: [{ subproject, source: source.name, ...(!isSource && { registry: repeated.name }) }],
  };
}
