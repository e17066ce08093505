import type { PromotionManifest, RegistryEntry } from '@cip/manifest';
import type { Complaint } from '../finding.js';
import { ProductionRegistries } from '../production-registries.js';
import type { TreeRule } from '../rule.js';
import { countOf, listed } from '../words.js';
import { hasWrongRegistry } from './no-destination.js';

export const destinationSet: TreeRule = {
  name: 'destination-set',
  kind: 'tree',
  severity: 'off',
  docs: {
    reports:
      'a path that a manifest promotes to below some of the `productionRegistries` of the configuration, but not below all of them',
    why: 'Users are sent to the nearest region, and in a region that was forgotten the image is missing. Destinations outside of the production registries do not count. A configuration that switches this rule on has to say what production is: with `productionRegistries`, or with `productionRegistriesFrom: manifests`, which takes for production what most subprojects have.',
    bad: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n  src: true\n- name: eu.gcr.io/prod/tools',
    good: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n  src: true\n- name: eu.gcr.io/prod/tools\n- name: us.gcr.io/prod/tools',
  },
  *check({ tree, policy: { productionRegistries } }): Iterable<Complaint> {
    const production = new ProductionRegistries(productionRegistries);
    for (const manifest of tree.manifests) {
      if (hasWrongRegistry(tree.problems, manifest)) continue;
      for (const [path, found] of byPath(manifest, production)) {
        const missing = productionRegistries.filter((name) => !found.has(name));
        if (missing.length > 0) yield incomplete(manifest, path, found, missing);
      }
    }
  },
};

/** The production registries below which a manifest promotes to a path. */
function byPath(
  { destinations }: PromotionManifest,
  production: ProductionRegistries,
): Map<string, Map<string, RegistryEntry>> {
  const paths = new Map<string, Map<string, RegistryEntry>>();
  for (const destination of destinations) {
    const place = production.placeOf(destination.name);
    if (!place) continue;
    const found = paths.get(place.path) ?? new Map<string, RegistryEntry>();
    paths.set(place.path, found.set(place.registry, destination));
  }
  return paths;
}

function incomplete(
  { name: subproject, source }: PromotionManifest,
  path: string,
  found: ReadonlyMap<string, RegistryEntry>,
  missing: readonly string[],
): Complaint {
  const [first] = [...found.values()].sort((a, b) => a.place.offset - b.place.offset);
  const what = path === '' ? 'the top' : `"${path}"`;
  const all = countOf(found.size + missing.length, 'production registry', 'production registries');
  return {
    message: `${what} of only ${found.size} of ${all} is a destination; ${listed(missing)} ${missing.length === 1 ? 'is' : 'are'} missing`,
    remedy: 'Add the missing registries with the same path, or remove those that are there.',
    at: (first ?? source).place,
    touches: [{ subproject, source: source.name }],
  };
}
