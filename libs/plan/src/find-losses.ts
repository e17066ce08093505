import type { Image, ImageDigest, PromotionManifest, RegistryEntry, Steps } from '@cip/manifest';
import type { Digest } from '@cip/oci';
import { type Concealed, type ConcealedImage, hidesDigest, hidesSomething, hidesTag } from './concealed.js';
import { type Claim, isUntaggable } from './desired.js';
import { EntryIndex } from './entry-index.js';
import { remembered } from './remembered.js';
import { registryOf, type RepositoryGroup } from './repository-groups.js';
import { SeenTags } from './seen-tags.js';
import { sortedOnce } from './sorted-once.js';
import { counterpart, sameContent, type TreeIndex } from './tree-index.js';
import type { TreeChange } from './tree-change.js';

export type Losses = Pick<
  TreeChange,
  'movedTags' | 'removedTags' | 'removedDigests' | 'removedImages' | 'removedDestinations'
>;

/** What the older claims asked for and the newer do not. What `concealed` hides is not called removed. */
export function* findLosses(
  groups: readonly RepositoryGroup[],
  newer: TreeIndex,
  concealed: Concealed,
): Steps<Losses> {
  const search = new LossSearch(newer, concealed, inSeveral(groups));
  for (const group of groups) {
    const promised = new EntryIndex(group.after, true);
    yield;
    for (const claim of group.before) yield* search.look(claim, group, promised);
  }
  return yield* search.losses();
}

const entriesInStep = 5_000;

/** What a repository is promised: by its own manifest, and by all that claim it. The first has a say before the second. */
class Promised {
  constructor(
    private readonly own: EntryIndex | undefined,
    private readonly all: EntryIndex,
  ) {}

  get isEmpty(): boolean {
    return (this.own?.isEmpty ?? true) && this.all.isEmpty;
  }

  has(digest: Digest): boolean {
    return this.own?.has(digest) === true || this.all.has(digest);
  }

  hasTag(digest: Digest, tag: string): boolean {
    return this.own?.hasTag(digest, tag) === true || this.all.hasTag(digest, tag);
  }

  holderOf(tag: string): ImageDigest | undefined {
    return this.own?.holderOf(tag) ?? this.all.holderOf(tag);
  }

  keepsAll(entries: readonly ImageDigest[]): boolean {
    return entries.every(
      ({ digest, tags }) => this.has(digest) && tags.every((tag) => this.hasTag(digest, tag)),
    );
  }
}

/** The images that claim repositories of more than one group: only they may lose the same thing twice. */
function inSeveral(groups: readonly RepositoryGroup[]): ReadonlySet<Image> {
  const seen = new Set<Image>();
  const several = new Set<Image>();
  for (const { image } of groups.flatMap(({ before }) => before)) {
    if (seen.has(image)) several.add(image);
    seen.add(image);
  }
  return several;
}

class LossSearch {
  readonly #newer: TreeIndex;
  readonly #concealed: Concealed;
  readonly #movedTags: Losses['movedTags'][number][] = [];
  readonly #removedTags: Losses['removedTags'][number][] = [];
  readonly #removedDigests: Losses['removedDigests'][number][] = [];
  readonly #removedImages: Losses['removedImages'][number][] = [];
  readonly #removedDestinations: Losses['removedDestinations'][number][] = [];
  /** What is told already: the same images may share several groups of repositories. */
  readonly #seen = new Set<ImageDigest | Image | RegistryEntry>();
  readonly #seenMoved = new SeenTags();
  readonly #seenRemoved = new SeenTags();
  readonly #registriesOf = remembered(
    ({ destinations }: PromotionManifest) =>
      new Map(destinations.map((registry) => [registry.name, registry] as const)),
  );

  constructor(
    newer: TreeIndex,
    concealed: Concealed,
    private readonly several: ReadonlySet<Image>,
  ) {
    this.#newer = newer;
    this.#concealed = concealed;
  }

  *losses(): Steps<Losses> {
    const manifest = (one: { readonly manifest: PromotionManifest }): string => one.manifest.name;
    const image = (one: { readonly image: Image }): string => one.image.name;
    const from = (one: { readonly from: ImageDigest }): string => one.from.digest;
    const tag = (one: { readonly tag: string }): string => one.tag;
    const movedTags = sortedOnce(this.#movedTags, manifest, image, from, tag);
    yield;
    const removedTags = sortedOnce(this.#removedTags, manifest, image, from, tag);
    yield;
    return {
      movedTags,
      removedTags,
      removedDigests: sortedOnce(this.#removedDigests, manifest, image, ({ entry }) => entry.digest),
      removedImages: sortedOnce(this.#removedImages, manifest, image),
      removedDestinations: sortedOnce(this.#removedDestinations, manifest, ({ registry }) => registry.name),
    };
  }

  /** `promised` is what the newer claims on the group ask for. */
  *look(old: Claim, group: RepositoryGroup, promised: EntryIndex): Steps<void> {
    const entries = old.image.digests.filter((entry) => !isUntaggable(entry));
    if (entries.length === 0) return;
    this.#lookAtDestinations(old, group, new Promised(undefined, promised).keepsAll(entries));
    yield;
    yield* this.#lookAtContent(old, entries, promised);
  }

  #lookAtDestinations(old: Claim, group: RepositoryGroup, keepsAll: boolean): void {
    const manifest = this.#newer.manifests.get(old.manifest.name);
    if (!manifest || keepsAll) return;
    for (const name of group.names) {
      const registry = this.#registriesOf(old.manifest).get(registryOf(name, old));
      if (!registry || this.#registriesOf(manifest).has(registry.name)) continue;
      if (this.#concealed.destination(manifest.name, registry.name)) continue;
      if (this.#isNew(registry)) this.#removedDestinations.push({ manifest, registry });
    }
  }

  #isNew(one: ImageDigest | Image | RegistryEntry): boolean {
    const before = this.#seen.size;
    return this.#seen.add(one).size > before;
  }

  /** Looks as if the manifest still had the registry: what goes with a registry is not reported for each image. */
  *#lookAtContent(old: Claim, entries: readonly ImageDigest[], all: EntryIndex): Steps<void> {
    const now = counterpart(this.#newer, old);
    if (now && sameContent(now.image, old.image)) return;
    const promised = new Promised(now && new EntryIndex([now], true), all);
    if (promised.keepsAll(entries)) return;
    yield;
    const hidden = this.#concealed.image(old.manifest.name, old.image.name);
    const named = { manifest: this.#newer.manifests.get(old.manifest.name) ?? old.manifest };
    if (promised.isEmpty && !hidesSomething(hidden)) {
      if (this.#isNew(old.image)) this.#removedImages.push({ ...named, image: old.image });
      return;
    }
    const changed = { ...named, image: (now ?? old).image };
    const isOnce = !this.several.has(old.image);
    for (const [i, entry] of entries.entries()) {
      if (i % entriesInStep === 0) yield;
      this.#lookAtEntry(changed, entry, promised, { hidden, isOnce });
    }
  }

  #lookAtEntry(
    changed: Pick<Losses['movedTags'][number], 'manifest' | 'image'>,
    from: ImageDigest,
    promised: Promised,
    { hidden, isOnce }: { readonly hidden: ConcealedImage; readonly isOnce: boolean },
  ): void {
    const { manifest, image } = changed;
    const kept = promised.has(from.digest);
    for (const tag of from.tags) {
      if (promised.hasTag(from.digest, tag)) continue;
      const to = promised.holderOf(tag);
      if (to) {
        if (isOnce || this.#seenMoved.add(from, tag))
          this.#movedTags.push({ manifest, image, tag, from, to });
      } else if (kept && !hidesTag(hidden, from, tag)) {
        if (isOnce || this.#seenRemoved.add(from, tag))
          this.#removedTags.push({ manifest, image, tag, from });
      }
    }
    if (!kept && !hidesDigest(hidden, from) && (isOnce || this.#isNew(from))) {
      this.#removedDigests.push({ manifest, image, entry: from });
    }
  }
}
