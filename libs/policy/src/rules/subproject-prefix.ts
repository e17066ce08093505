import type { Complaint } from '../finding.js';
import type { TreeRule } from '../rule.js';
import { findStrays, type Stray } from '../strays.js';
import { ProductionRegistries } from '../production-registries.js';
import { isPlain } from '../subproject.js';
import { countOf, listed } from '../words.js';

export const subprojectPrefix: TreeRule = {
  name: 'subproject-prefix',
  kind: 'tree',
  severity: 'off',
  docs: {
    reports:
      'an image that a subproject promotes to a path that does not begin with its own name: the folder `tools` may promote to `tools` and below it',
    why: 'The name in production tells users whose image it is, and one subproject must not publish in the name of another. The path is the one below the `productionRegistries` of the configuration or, where none are configured, what follows the host; a registry that lies below none of them is reported as such. The name is that of the folder without `stagingPrefix`; `prefixes` of a subproject replace it, and the empty one stands for all of production.',
    bad: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n  src: true\n- name: eu.gcr.io/prod/forge\n- name: us.gcr.io/prod/forge',
    good: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n  src: true\n- name: eu.gcr.io/prod/tools\n- name: us.gcr.io/prod/tools',
  },
  *check({ tree, policy }): Iterable<Complaint> {
    const production = new ProductionRegistries(policy.productionRegistries);
    for (const manifest of tree.manifests) {
      if (isPlain(manifest)) continue;
      for (const stray of findStrays(manifest, policy, production)) yield complaintAbout(stray, production);
    }
  },
};

function complaintAbout(stray: Stray, production: ProductionRegistries): Complaint {
  const { manifest, path, image, registries } = stray;
  const { name: subproject, source } = manifest;
  const [first] = registries;
  return {
    ...(path === undefined ? outsideText(stray, production) : wrongPathText(stray, path)),
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

type Text = Pick<Complaint, 'message' | 'remedy'>;

function wrongPathText({ manifest, prefixes, image, registries }: Stray, path: string): Text {
  const what = image ? `the image ${image.name}` : 'every image of the manifest';
  const allowed = prefixes.map((prefix) => `"${prefix}"`).join(' or ');
  const may = allowed === '' ? 'may promote nowhere' : `may promote only to ${allowed} and below`;
  const where = countOf(registries.length, 'registry', 'registries');
  return {
    message: `${what} goes to "${path}" in ${where}, but ${manifest.name} ${may}`,
    remedy: 'Correct the destinations, or set "prefixes" for the subproject in the configuration.',
  };
}

/** A name that is misspelt, or one that the configuration has not heard of: no prefix would mend it. */
function outsideText({ image, registries }: Stray, production: ProductionRegistries): Text {
  const names = registries.map(({ name }) => (image ? `${name}/${image.name}` : name));
  const lie = names.length === 1 ? 'lies' : 'lie';
  const meant = production.meantBy(names[0] ?? '');
  const question = meant === undefined ? '' : `Did you mean ${meant}? `;
  return {
    message: `${listed(names)} ${lie} below none of the "productionRegistries" of the configuration`,
    remedy: `${question}Correct the name, or add the registry to "productionRegistries" in the configuration.`,
  };
}
