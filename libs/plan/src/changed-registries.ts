import type { PromotionManifest, RegistryEntry } from '@cip/manifest';
import type { Concealed } from './concealed.js';
import type { ChangedRegistries } from './tree-change.js';
import type { TreeIndex } from './tree-index.js';

/** The manifests that read from, write to or write as something else than before, sorted by name. */
export function changedRegistries(
  older: TreeIndex,
  newer: TreeIndex,
  concealed: Concealed,
): ChangedRegistries[] {
  const names = new Set([...older.manifests.keys(), ...newer.manifests.keys()]);
  return [...names].sort().flatMap((name) => {
    const before = older.manifests.get(name);
    const after = newer.manifests.get(name);
    if (before && after && sameRegistries(before, after)) return [];
    if (!after && concealed.subproject(name)) return [];
    return [{ ...(before && { before }), ...(after && { after }) }];
  });
}

function sameRegistries(a: PromotionManifest, b: PromotionManifest): boolean {
  return (
    sameRegistry(a.source, b.source) &&
    a.destinations.length === b.destinations.length &&
    a.destinations.every((registry, i) => sameRegistry(registry, b.destinations[i]))
  );
}

function sameRegistry(a: RegistryEntry, b: RegistryEntry | undefined): boolean {
  return a.name === b?.name && a.serviceAccount === b.serviceAccount;
}
