import type { Image, PromotionManifest, RegistryEntry } from '@cip/manifest';
import type { ProductionRegistries } from './production-registries.js';
import { isWithin, type Territories } from './territories.js';

/** A path in production that a subproject promotes to, and must not. */
export interface Stray {
  readonly manifest: PromotionManifest;
  /** Where the subproject may promote to. */
  readonly prefixes: readonly string[];
  /** Below production; absent: it lies below none of the production registries. */
  readonly path?: string;
  /** Absent: the registries alone settle that all images are wrong there. */
  readonly image?: Image;
  /** At least one, in the order of the file. */
  readonly registries: readonly RegistryEntry[];
}

/** What one manifest promotes outside of its prefixes, once for each path and not for each region. */
export function findStrays(
  manifest: PromotionManifest,
  territories: Territories,
  production: ProductionRegistries,
): readonly Stray[] {
  const folder = manifest.name;
  const prefixes = territories.prefixesOf(folder);
  const strays = new Map<string, Stray & { readonly registries: RegistryEntry[] }>();
  const add = (registry: RegistryEntry, path: string | undefined, image?: Image): void => {
    const key = JSON.stringify([path, image?.name]);
    const known = strays.get(key);
    if (known) known.registries.push(registry);
    else
      strays.set(key, {
        manifest,
        prefixes,
        registries: [registry],
        ...(path !== undefined && { path }),
        ...(image && { image }),
      });
  };
  for (const registry of manifest.destinations.toSorted((a, b) => a.place.offset - b.place.offset)) {
    const path = production.pathOf(registry.name);
    if (!production.isAbove(registry.name)) {
      if (
        path === undefined ||
        !prefixes.some((prefix) => isWithin(prefix, path) || isWithin(path, prefix))
      ) {
        add(registry, path);
        continue;
      }
      if (!territories.isDivided(path)) {
        if (!territories.mayFill(folder, path)) add(registry, path);
        continue;
      }
    }
    for (const image of manifest.images) {
      const whole = production.pathOf(`${registry.name}/${image.name}`);
      if (whole === undefined || !territories.mayFill(folder, whole)) add(registry, whole, image);
    }
  }
  return [...strays.values()];
}
