import type { Complaint } from '../finding.js';
import type { Policy } from '../policy.js';
import type { TreeRule } from '../rule.js';
import { findStrays, type Stray } from '../strays.js';
import { ProductionRegistries } from '../production-registries.js';
import { isPlain, nameOf, settingsOf } from '../subproject.js';
import { Territories } from '../territories.js';
import { countOf, listed } from '../words.js';

export const subprojectPrefix: TreeRule = {
  name: 'subproject-prefix',
  kind: 'tree',
  severity: 'off',
  docs: {
    reports:
      'an image that a subproject promotes to a path that does not begin with its own name: the folder `tools` may promote to `tools` and below it',
    why: 'The name in production tells users whose image it is, and one subproject must not publish in the name of another. The path is the one below the `productionRegistries` of the configuration or, where none are configured, what follows the host; a registry that lies below none of them is reported as such. The name is that of the folder without `stagingPrefix`; `prefixes` of a subproject replace it, and the empty one stands for all of production that belongs to nobody else. A folder that does not begin with `stagingPrefix` has no name of its own. What a subproject has by its `prefixes`, or as an image at the top where the empty prefix allows that, no other folder gets by taking its name.',
    bad: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n  src: true\n- name: eu.gcr.io/prod/forge\n- name: us.gcr.io/prod/forge',
    good: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n  src: true\n- name: eu.gcr.io/prod/tools\n- name: us.gcr.io/prod/tools',
  },
  *check({ tree, policy }): Iterable<Complaint> {
    const production = new ProductionRegistries(policy.productionRegistries);
    const territories = new Territories(tree, policy, production);
    for (const manifest of tree.manifests) {
      if (isPlain(manifest)) continue;
      for (const stray of findStrays(manifest, territories, production))
        yield complaintAbout(stray, { policy, production, territories });
    }
  },
};

interface Facts {
  readonly policy: Policy;
  readonly production: ProductionRegistries;
  readonly territories: Territories;
}

function complaintAbout(stray: Stray, facts: Facts): Complaint {
  const { manifest, path, image, registries } = stray;
  const { name: subproject, source } = manifest;
  const [first] = registries;
  return {
    ...(path === undefined ? outsideText(stray, facts.production) : wrongPathText(stray, path, facts)),
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

function wrongPathText({ manifest, prefixes, image, registries }: Stray, path: string, facts: Facts): Text {
  const what = image ? `the image ${image.name}` : 'every image of the manifest';
  const target = path === '' ? 'the top' : `"${path}"`;
  const where = countOf(registries.length, 'registry', 'registries');
  const holder = facts.territories.otherHolderOf(path, manifest.name);
  const allowed = prefixes.map((prefix) => `"${prefix}"`).join(' or ');
  const may = allowed === '' ? nowhereText(manifest.name, facts) : `may promote only to ${allowed} and below`;
  const why = holder === undefined ? `${manifest.name} ${may}` : `that belongs to ${holder}`;
  return {
    message: `${what} goes to ${target} in ${where}, but ${why}`,
    remedy: 'Correct the destinations, or set "prefixes" for the subproject in the configuration.',
  };
}

function nowhereText(folder: string, { policy, territories }: Facts): string {
  const may = 'may promote nowhere';
  if (settingsOf(folder, policy).prefixes) return may;
  const name = nameOf(folder, policy);
  if (name === undefined) return `${may}, as its name does not begin with "${policy.stagingPrefix}"`;
  const holder = territories.otherHolderOf(name, folder);
  return holder === undefined ? may : `${may}, as "${name}" belongs to ${holder}`;
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
