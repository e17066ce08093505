import type { ManifestTree, PromotionManifest } from '@cip/manifest';
import type { Policy } from './policy.js';
import type { ProductionRegistries } from './production-registries.js';
import { isPlain, nameOf, settingsOf } from './subproject.js';

interface Claim {
  readonly path: string;
  readonly folder: string;
}

/**
 * Which folder may promote to which path below production. A path belongs to the folders that claim the longest prefix of
 * it: by `prefixes` of the configuration, by an image at the top where the empty prefix allows it, or by their names. A name
 * is the weakest claim: what belongs to another folder already is not to be had by taking its name.
 */
export class Territories {
  readonly #policy: Policy;
  readonly #claims = new Map<string, Set<string>>();
  readonly #above = new Set<string>();

  constructor({ manifests }: ManifestTree, policy: Policy, production: ProductionRegistries) {
    this.#policy = policy;
    const settings = Object.entries(policy.subprojects);
    const byPrefixes = settings.flatMap(([folder, { prefixes = [] }]) =>
      prefixes.map((path) => ({ path, folder })),
    );
    this.#add(byPrefixes);
    const atTop = manifests.filter(({ name }) => settingsOf(name, policy).prefixes?.includes(''));
    const topImages = atTop.flatMap((manifest) =>
      imagesAtTop(manifest, production).map((path) => ({ path, folder: manifest.name })),
    );
    this.#add(topImages.filter(({ path }) => !this.#claims.has(path)));
    const folders = new Set([
      ...manifests.filter((manifest) => !isPlain(manifest)).map(({ name }) => name),
      ...settings.map(([folder]) => folder),
    ]);
    const byName = [...folders].flatMap((folder) => {
      const path = nameOf(folder, policy);
      const isFree = path !== undefined && (!this.#claims.has(path) || this.#isAllowed(folder, path));
      return isFree ? [{ path, folder }] : [];
    });
    this.#add(byName);
  }

  /** Below which paths a folder may promote, unless part of it belongs to another one. */
  prefixesOf(folder: string): readonly string[] {
    const { prefixes } = settingsOf(folder, this.#policy);
    if (prefixes) return prefixes;
    const name = nameOf(folder, this.#policy);
    return name !== undefined && this.#claims.get(name)?.has(folder) ? [name] : [];
  }

  mayFill(folder: string, path: string): boolean {
    return (
      this.#holdersOf(path)?.folders.has(folder) === true &&
      this.prefixesOf(folder).some((prefix) => isWithin(path, prefix))
    );
  }

  /** The folder that a path belongs to, where that is another one. The empty prefix keeps nobody away. */
  otherHolderOf(path: string, folder: string): string | undefined {
    const holders = this.#holdersOf(path);
    return holders && holders.prefix !== '' && !holders.folders.has(folder)
      ? [...holders.folders][0]
      : undefined;
  }

  /** True when something below a path is claimed by itself, so that it takes the name of an image to tell whose it is. */
  isDivided(path: string): boolean {
    return this.#above.has(path);
  }

  #add(claims: readonly Claim[]): void {
    for (const { path, folder } of claims) {
      const folders = this.#claims.get(path);
      if (folders) folders.add(folder);
      else this.#claims.set(path, new Set([folder]));
      for (const parent of parentsOf(path)) this.#above.add(parent);
    }
  }

  /** True for what the configuration lets a folder fill, whoever else may. */
  #isAllowed(folder: string, name: string): boolean {
    return settingsOf(folder, this.#policy).prefixes?.some((prefix) => isWithin(name, prefix)) === true;
  }

  #holdersOf(path: string): { readonly prefix: string; readonly folders: ReadonlySet<string> } | undefined {
    for (const prefix of [path, ...parentsOf(path)]) {
      const folders = this.#claims.get(prefix);
      if (folders) return { prefix, folders };
    }
    return undefined;
  }
}

/** True when a path is another one, or lies below it; everything lies below the empty path. */
export function isWithin(path: string, above: string): boolean {
  return above === '' || path === above || path.startsWith(`${above}/`);
}

/** `a/b/c`: `a/b`, `a`, and the empty path. */
function parentsOf(path: string): string[] {
  if (path === '') return [];
  const segments = path.split('/').slice(0, -1);
  return segments.map((_, i) => segments.slice(0, segments.length - i).join('/')).concat('');
}

/** The repositories directly below production that a manifest fills. */
function imagesAtTop(
  { images, destinations }: PromotionManifest,
  production: ProductionRegistries,
): string[] {
  const paths = new Set<string>();
  for (const { name } of destinations) {
    for (const image of images) {
      const path = production.pathOf(`${name}/${image.name}`);
      if (path !== undefined && path !== '' && !path.includes('/')) paths.add(path);
    }
  }
  return [...paths];
}
