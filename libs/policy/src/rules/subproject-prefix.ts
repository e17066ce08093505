import type { Complaint } from '../finding.js';
import type { TreeRule } from '../rule.js';
import { findStrays, type Stray } from '../strays.js';
import { ProductionRegistries } from '../production-registries.js';
import { isPlain } from '../subproject.js';
import { countOf } from '../words.js';

export const subprojectPrefix: TreeRule = {
  name: 'subproject-prefix',
  kind: 'tree',
  severity: 'off',
  docs: {
    reports:
      'an image that a subproject promotes to a path that does not begin with its own name: the folder `tools` may promote to `tools` and below it',
    why: 'The name in production tells users whose image it is, and one subproject must not publish in the name of another. The path is the one below the `productionRegistries` of the configuration, of a registry outside of them what follows its host. The name is that of the folder without `stagingPrefix`; `prefixes` of a subproject replace it, and the empty one stands for all of production.',
    bad: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n  src: true\n- name: eu.gcr.io/prod/forge\n- name: us.gcr.io/prod/forge',
    good: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n  src: true\n- name: eu.gcr.io/prod/tools\n- name: us.gcr.io/prod/tools',
  },
  *check({ tree, policy }): Iterable<Complaint> {
    const production = new ProductionRegistries(policy.productionRegistries);
    for (const manifest of tree.manifests) {
      if (isPlain(manifest)) continue;
      for (const stray of findStrays(manifest, policy, production)) yield complaintAbout(stray);
    }
  },
};

function complaintAbout({ manifest, prefixes, path, image, registries }: Stray): Complaint {
  const { name: subproject, source } = manifest;
  const [first] = registries;
  const what = image ? `the image ${image.name}` : 'every image of the manifest';
  const allowed = prefixes.map((prefix) => `"${prefix}"`).join(' or ');
  const where = countOf(registries.length, 'registry', 'registries');
  return {
    message: `${what} goes to "${path}" in ${where}, but ${subproject} may promote only to ${allowed} and below`,
    remedy: 'Correct the destinations, or set "prefixes" for the subproject in the configuration.',
    at: (image ?? first ?? source).place,
    related: image && first ? [{ at: first.place, message: 'through this registry' }] : [],
    touches: registries.map(({ name }) => ({
      subproject,
      source: source.name,
      registry: name,
      ...(image && { image: image.name }),
    })),
  };
}
