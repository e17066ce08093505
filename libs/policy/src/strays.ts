import type { Image, PromotionManifest, RegistryEntry } from '@cip/manifest';
import type { Policy } from './policy.js';
import type { ProductionRegistries } from './production-registries.js';
import { settingsOf } from './subproject.js';

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
  policy: Policy,
  production: ProductionRegistries,
): readonly Stray[] {
  const prefixes = prefixesOf(manifest.name, policy);
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
      if (isAllowed(path, prefixes)) continue;
      // Only a path above a prefix leaves it to the name of the image.
      if (path === undefined || !prefixes.some((prefix) => isWithin(prefix, path))) {
        add(registry, path);
        continue;
      }
    }
    for (const image of manifest.images) {
      const whole = production.pathOf(`${registry.name}/${image.name}`);
      if (!isAllowed(whole, prefixes)) add(registry, whole, image);
    }
  }
  return [...strays.values()];
}

function prefixesOf(folder: string, policy: Policy): readonly string[] {
  const { stagingPrefix } = policy;
  const own = folder.startsWith(stagingPrefix) ? folder.slice(stagingPrefix.length) : folder;
  // A folder that is named like the prefix alone belongs to no project, and may go nowhere.
  return settingsOf(folder, policy).prefixes ?? (own === '' ? [] : [own]);
}

function isAllowed(path: string | undefined, prefixes: readonly string[]): boolean {
  return path !== undefined && prefixes.some((prefix) => isWithin(path, prefix));
}

/** True when a path is another one, or lies below it; everything lies below the empty path. */
function isWithin(path: string, above: string): boolean {
  return above === '' || path === above || path.startsWith(`${above}/`);
}
