import type { ImageDigest } from '@cip/manifest';
import type { Digest } from '@cip/oci';
import { type Concealed, type ConcealedImage, hidesDigest, hidesSomething, hidesTag } from './concealed.js';
import { type Claim, isUntaggable } from './desired.js';
import { Once } from './once.js';
import { registryOf, type RepositoryGroup } from './repository-groups.js';
import { counterpart, sameContent, type TreeIndex } from './tree-index.js';
import type { TreeChange } from './tree-change.js';

export type Losses = Pick<
  TreeChange,
  'movedTags' | 'removedTags' | 'removedDigests' | 'removedImages' | 'removedDestinations'
>;

/** What a repository is promised: the tags of each digest, and one digest of each tag. */
interface Promised {
  readonly digests: ReadonlyMap<Digest, ReadonlySet<string>>;
  readonly holders: ReadonlyMap<string, ImageDigest>;
}

/** What the older claims asked for and the newer do not. What `concealed` hides is not called removed. */
export function findLosses(
  groups: readonly RepositoryGroup[],
  newer: TreeIndex,
  concealed: Concealed,
): Losses {
  const search = new LossSearch(newer, concealed);
  for (const group of groups) for (const claim of group.before) search.look(claim, group);
  return search.losses();
}

class LossSearch {
  readonly #newer: TreeIndex;
  readonly #concealed: Concealed;
  readonly #movedTags = new Once<Losses['movedTags'][number]>();
  readonly #removedTags = new Once<Losses['removedTags'][number]>();
  readonly #removedDigests = new Once<Losses['removedDigests'][number]>();
  readonly #removedImages = new Once<Losses['removedImages'][number]>();
  readonly #removedDestinations = new Once<Losses['removedDestinations'][number]>();

  constructor(newer: TreeIndex, concealed: Concealed) {
    this.#newer = newer;
    this.#concealed = concealed;
  }

  losses(): Losses {
    return {
      movedTags: this.#movedTags.sorted(),
      removedTags: this.#removedTags.sorted(),
      removedDigests: this.#removedDigests.sorted(),
      removedImages: this.#removedImages.sorted(),
      removedDestinations: this.#removedDestinations.sorted(),
    };
  }

  look(old: Claim, group: RepositoryGroup): void {
    const entries = old.image.digests.filter((entry) => !isUntaggable(entry));
    if (entries.length === 0) return;
    this.#lookAtDestinations(old, entries, group);
    this.#lookAtContent(old, entries, group);
  }

  #lookAtDestinations(old: Claim, entries: readonly ImageDigest[], group: RepositoryGroup): void {
    const manifest = this.#newer.manifests.get(old.manifest.name);
    if (!manifest) return;
    const kept = new Set(manifest.destinations.map(({ name }) => name));
    const dropped = group.names.map((name) => registryOf(name, old)).filter((name) => !kept.has(name));
    if (dropped.length === 0 || keepsAll(promisedBy(group.after), entries)) return;
    for (const registry of old.manifest.destinations) {
      if (!dropped.includes(registry.name)) continue;
      if (this.#concealed.destination(manifest.name, registry.name)) continue;
      this.#removedDestinations.add([manifest.name, registry.name], { manifest, registry });
    }
  }

  /** Looks as if the manifest still had the registry: what goes with a registry is not reported for each image. */
  #lookAtContent(old: Claim, entries: readonly ImageDigest[], group: RepositoryGroup): void {
    const now = counterpart(this.#newer, old);
    if (now && sameContent(now.image, old.image)) return;
    const others = group.after.filter((claim) => claim !== now);
    const promised = promisedBy(now ? [now, ...others] : others);
    if (keepsAll(promised, entries)) return;
    const hidden = this.#concealed.image(old.manifest.name, old.image.name);
    const named = { manifest: this.#newer.manifests.get(old.manifest.name) ?? old.manifest };
    if (promised.digests.size === 0 && !hidesSomething(hidden)) {
      this.#removedImages.add(namesOf(old), { ...named, image: old.image });
      return;
    }
    const changed = { ...named, image: (now ?? old).image };
    for (const entry of entries) this.#lookAtEntry(old, changed, entry, promised, hidden);
  }

  #lookAtEntry(
    old: Claim,
    changed: Pick<Losses['movedTags'][number], 'manifest' | 'image'>,
    from: ImageDigest,
    promised: Promised,
    hidden: ConcealedImage,
  ): void {
    const names = [...namesOf(old), from.digest];
    const kept = promised.digests.get(from.digest);
    for (const tag of from.tags) {
      if (kept?.has(tag)) continue;
      const to = promised.holders.get(tag);
      if (to) this.#movedTags.add([...names, tag], { ...changed, tag, from, to });
      else if (kept && !hidesTag(hidden, from, tag)) {
        this.#removedTags.add([...names, tag], { ...changed, tag, from });
      }
    }
    if (!kept && !hidesDigest(hidden, from)) this.#removedDigests.add(names, { ...changed, entry: from });
  }
}

function promisedBy(claims: readonly Claim[]): Promised {
  const digests = new Map<Digest, Set<string>>();
  const holders = new Map<string, ImageDigest>();
  for (const entry of claims.flatMap(({ image }) => image.digests)) {
    let tags = digests.get(entry.digest);
    if (!tags) digests.set(entry.digest, (tags = new Set()));
    for (const tag of entry.tags) {
      tags.add(tag);
      if (!holders.has(tag)) holders.set(tag, entry);
    }
  }
  return { digests, holders };
}

function keepsAll({ digests }: Promised, entries: readonly ImageDigest[]): boolean {
  return entries.every(({ digest, tags }) => {
    const kept = digests.get(digest);
    return kept !== undefined && tags.every((tag) => kept.has(tag));
  });
}

function namesOf({ manifest, image }: Claim): string[] {
  return [manifest.name, image.name];
}
