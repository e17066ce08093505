import type { ImageContent } from '@cip/manifest';
import { algorithmOf, type Digest, groupBy } from '@cip/oci';
import { sortBy } from 'es-toolkit/array';
import type { Difference } from './differences.js';

/** One subproject of a thin manifest tree. */
export interface BackFillManifest {
  /** The folder. */
  readonly name: string;
  readonly source: string;
  readonly destinations: readonly string[];
  readonly images: readonly ImageContent[];
}

/** The manifests whose promotion mends what is missing, and what no promotion can mend. */
export interface BackFill {
  readonly manifests: readonly BackFillManifest[];
  readonly left: readonly Difference[];
}

export interface BackFillOptions {
  /** The prefix that has everything. */
  readonly old: string;
  /** The children of an index that is missing somewhere: it brings them along. */
  readonly childrenOf: (repository: string, digest: string) => readonly Digest[];
}

/**
 * Makes manifests of what is missing: one subproject for all registries that lack something, and one more for each set of
 * registries that lack a tag which another registry has on something else, as a promotion would be blocked there.
 */
export function backFill(differences: readonly Difference[], options: BackFillOptions): BackFill {
  const [mendable, left] = split(differences);
  const registries = sorted(mendable.map(({ registry }) => registry));
  const lacking = new Lacking(mendable, options);
  const sets = new Map<string, Map<string, Map<string, string[]>>>();
  const add = (destinations: readonly string[], { repository, digest, tag }: Difference): void => {
    const images = entryOf(sets, destinations.join(' '), () => new Map<string, Map<string, string[]>>());
    const tags = entryOf(
      entryOf(images, repository, () => new Map<string, string[]>()),
      digest,
      () => [],
    );
    if (tag !== undefined && !tags.includes(tag)) tags.push(tag);
  };
  const taken = new Set(left.flatMap((one) => (one.kind === 'tag-differs' ? tagKey(one) : [])));
  for (const one of mendable) {
    if (one.kind === 'missing-digest' && !lacking.comesAlong(one)) add(registries, one);
    if (one.kind !== 'missing-tag') continue;
    add(taken.has(tagKey(one)) ? lacking.registriesOfTag(one) : registries, one);
  }
  const all = registries.join(' ');
  // The one for all registries comes first.
  const ordered = sortBy([...sets], [([key]) => key !== all, ([key]) => key]);
  const manifests = ordered.map(([key, images], i) => ({
    name: i === 0 ? 'back-fill' : `back-fill-${i + 1}`,
    source: options.old,
    destinations: key.split(' '),
    images: toImages(images),
  }));
  return { manifests, left };
}

/** A prefix that holds images itself has no name for them, and tags are only for digests by sha256. */
function split(differences: readonly Difference[]): [Difference[], Difference[]] {
  const isMendable = ({ kind, repository, digest }: Difference): boolean =>
    repository !== '' &&
    (kind === 'missing-digest' || (kind === 'missing-tag' && algorithmOf(digest as Digest) === 'sha256'));
  return [differences.filter(isMendable), differences.filter((one) => !isMendable(one))];
}

class Lacking {
  readonly #byDigest: ReadonlyMap<string, readonly Difference[]>;
  readonly #byTag: ReadonlyMap<string, readonly Difference[]>;
  /** The indexes that a digest is a child of, and that are missing somewhere. */
  readonly #parents = new Map<string, string[]>();

  constructor(mendable: readonly Difference[], { childrenOf }: BackFillOptions) {
    const digests = mendable.filter(({ kind }) => kind === 'missing-digest');
    this.#byDigest = groupBy(digests, digestKey);
    this.#byTag = groupBy(
      mendable.filter(({ kind }) => kind === 'missing-tag'),
      tagKey,
    );
    for (const [key, [{ repository, digest }]] of groupBy(digests, digestKey)) {
      for (const child of childrenOf(repository, digest)) {
        entryOf(this.#parents, digestKey({ repository, digest: child }), () => []).push(key);
      }
    }
  }

  /** Whether an index that is promoted to the same registry brings this digest. */
  comesAlong(one: Difference): boolean {
    const parents = this.#parents.get(digestKey(one)) ?? [];
    return parents.some((parent) =>
      this.#byDigest.get(parent)?.some(({ registry }) => registry === one.registry),
    );
  }

  registriesOfTag(one: Difference): string[] {
    return sorted((this.#byTag.get(tagKey(one)) ?? []).map(({ registry }) => registry));
  }
}

function toImages(images: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>): ImageContent[] {
  return [...images].map(([name, digests]) => ({
    name,
    digests: [...digests].map(([digest, tags]) => ({ digest, tags })),
  }));
}

function digestKey({ repository, digest }: Pick<Difference, 'repository' | 'digest'>): string {
  return `${repository}@${digest}`;
}

function tagKey({ repository, tag = '' }: Difference): string {
  return `${repository}:${tag}`;
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

function entryOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
