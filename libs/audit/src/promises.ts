import type { Image, ManifestTree } from '@cip/manifest';
import type { Digest } from '@cip/oci';
import { uniq } from 'es-toolkit';

/** What the manifests give one destination repository. */
export interface PromisedRepository {
  readonly digests: ReadonlySet<Digest>;
  /** Tag → the digests that it is given; more than one when manifests disagree. */
  readonly tags: ReadonlyMap<string, readonly Digest[]>;
  /** The repositories that the promoter copies from. */
  readonly sources: readonly string[];
  /** Those that promise something there. */
  readonly subprojects: readonly string[];
  /** All repositories that are given the very same, this one included. */
  readonly regions: readonly string[];
}

/** What the manifests promise, by destination repository. */
export interface Promises {
  /** The destination registries, without those that lie below another one. */
  readonly registries: readonly string[];
  /** The destination repositories that something is promised to, with their registries. */
  repositories(): Iterable<string>;
  /** Undefined: no manifest promotes anything there. */
  in(repository: string): PromisedRepository | undefined;
}

/**
 * Indexes a tree by destination repository. Regions share what they have in common: memory grows with the images, not
 * with the edges.
 */
export function promisesOf(tree: ManifestTree): Promises {
  const images = new Map<string, Image[]>();
  const origins = new Map<Image, Origin>();
  const registries = new Set<string>();
  for (const manifest of tree.manifests) {
    for (const image of manifest.images) {
      origins.set(image, { subproject: manifest.name, source: `${manifest.source.name}/${image.name}` });
    }
    for (const registry of manifest.destinations) {
      registries.add(registry.name);
      for (const image of manifest.images) {
        const name = `${registry.name}/${image.name}`;
        const known = images.get(name);
        if (known) known.push(image);
        else images.set(name, [image]);
      }
    }
  }
  const shared = new SharedRepositories(images, origins);
  return {
    registries: outermost(registries),
    repositories: () => images.keys(),
    in: (repository) => {
      const wanted = images.get(repository);
      return wanted && shared.of(wanted);
    },
  };
}

/** True when a repository lies in one of the registries, or is one. */
export function liesIn(registries: readonly string[], repository: string): boolean {
  return registries.some((name) => repository === name || repository.startsWith(`${name}/`));
}

function outermost(names: ReadonlySet<string>): string[] {
  const found: string[] = [];
  for (const name of [...names].sort()) if (!liesIn(found, name)) found.push(name);
  return found;
}

/** Where an image is promoted from, and by whom. */
interface Origin {
  readonly subproject: string;
  readonly source: string;
}

/** One object for all repositories that are given the same images, made when the first of them is asked for. */
class SharedRepositories {
  readonly #numbers = new Map<Image, number>();
  readonly #repositories = new Map<string, PromisedRepository>();
  #regions: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(
    private readonly images: ReadonlyMap<string, readonly Image[]>,
    private readonly origins: ReadonlyMap<Image, Origin>,
  ) {}

  of(images: readonly Image[]): PromisedRepository {
    const key = this.#keyOf(images);
    let repository = this.#repositories.get(key);
    if (!repository) this.#repositories.set(key, (repository = this.#union(images)));
    return repository;
  }

  #keyOf(images: readonly Image[]): string {
    return images.map((image) => this.#numberOf(image)).join();
  }

  #regionsOf(images: readonly Image[]): readonly string[] {
    this.#regions ??= groupNames(this.images, (given) => this.#keyOf(given));
    return this.#regions.get(this.#keyOf(images)) ?? [];
  }

  #numberOf(image: Image): number {
    const number = this.#numbers.get(image) ?? this.#numbers.size;
    this.#numbers.set(image, number);
    return number;
  }

  #union(images: readonly Image[]): PromisedRepository {
    const digests = new Set<Digest>();
    const tags = new Map<string, Digest[]>();
    for (const entry of images.flatMap((image) => image.digests)) {
      digests.add(entry.digest);
      for (const tag of entry.tags) {
        const given = tags.get(tag);
        if (!given) tags.set(tag, [entry.digest]);
        else if (!given.includes(entry.digest)) given.push(entry.digest);
      }
    }
    const origins = images.flatMap((image) => this.origins.get(image) ?? []);
    return {
      digests,
      tags,
      sources: uniq(origins.map(({ source }) => source)),
      subprojects: uniq(origins.map(({ subproject }) => subproject)),
      regions: this.#regionsOf(images),
    };
  }
}

function groupNames<T>(
  named: ReadonlyMap<string, T>,
  keyOf: (value: T) => string,
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const [name, value] of named) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(name);
    else groups.set(key, [name]);
  }
  return groups;
}
