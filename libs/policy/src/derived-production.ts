import type { ManifestTree } from '@cip/manifest';
import { hostOf } from '@cip/oci';
import type { Policy } from './policy.js';
import { isPlain } from './subproject.js';

/** With fewer subprojects, what is common to most of them says little. */
const fewest = 3;

/**
 * A policy whose production registries are those of the manifests, if that is what it asks for: on each host, the longest
 * path below which most subprojects have a destination. A region that only few have is not production yet.
 */
export function withProduction(policy: Policy, tree: ManifestTree): Policy {
  if (policy.productionRegistriesFrom !== 'manifests') return policy;
  return { ...policy, productionRegistries: productionIn(tree) };
}

function productionIn({ manifests }: ManifestTree): string[] {
  const subprojects = manifests.filter((manifest) => !isPlain(manifest) && manifest.destinations.length > 0);
  if (subprojects.length < fewest) return [];
  const counts = new Map<string, number>();
  for (const { destinations } of subprojects) {
    const paths = new Set(destinations.flatMap(({ name }) => [name, ...parentsOf(name)]));
    for (const path of paths) counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  const longest = new Map<string, string>();
  for (const [path, count] of counts) {
    const host = hostOf(path);
    if (count * 2 > subprojects.length && path.length > (longest.get(host) ?? '').length)
      longest.set(host, path);
  }
  return [...longest.values()].sort();
}

/** `a/b/c`: `a/b` and `a`. */
function parentsOf(name: string): string[] {
  const segments = name.split('/');
  return segments.slice(1).map((_, i) => segments.slice(0, i + 1).join('/'));
}
