import type { ImageDigest, Steps } from '@cip/manifest';
import type { Digest } from '@cip/oci';
import { type Claim, isUntaggable } from './desired.js';
import { EntryIndex } from './entry-index.js';
import { remembered } from './remembered.js';
import { registryOf, type RepositoryGroup } from './repository-groups.js';
import { sortedOnce } from './sorted-once.js';
import { sameContent } from './tree-index.js';
import type { AddedDigest } from './tree-change.js';

/** A sorted list of registries for each group of repositories. Entries of an image mostly share one. */
type Destinations = readonly (readonly string[])[];

/** What is new of one entry, in one group of repositories after the other. */
interface OpenEntry {
  readonly claim: Claim;
  readonly entry: ImageDigest;
  /** Sorted. */
  tags: readonly string[];
  destinations: Destinations;
}

const entriesInStep = 5_000;

/** The older claims on a group of repositories. */
interface Older {
  readonly entries: EntryIndex;
  /** True for a digest that came from the same sources. */
  readonly had: (digest: Digest) => boolean;
}

/** What the newer claims ask for and the older did not, by manifest, image and digest. */
export function* findAdded(groups: readonly RepositoryGroup[]): Steps<AddedDigest[]> {
  const open = new Map<ImageDigest, OpenEntry>();
  for (const group of groups) {
    if (asksNothingNew(group)) continue;
    const entries = new EntryIndex(group.before);
    const newer = new EntryIndex(group.after);
    const had = (digest: Digest): boolean => entries.has(digest) && newer.hasSourcesIn(digest, entries);
    yield;
    for (const claim of group.after) {
      yield* collect(open, claim, group, { entries, had });
    }
  }
  const united = remembered(unite);
  const added = Array.from(open.values(), (one) => close(one, united));
  return sortedOnce(
    added,
    ({ manifest }) => manifest.name,
    ({ image }) => image.name,
    ({ entry }) => entry.digest,
  );
}

/** The quick way: each image was there as it is, in the same manifest from the same source. */
function asksNothingNew({ before, after }: RepositoryGroup): boolean {
  const known = new Map(before.map((old) => [keyOf(old), old]));
  return after.every((claim) => {
    const old = known.get(keyOf(claim));
    return old?.source === claim.source && sameContent(old.image, claim.image);
  });
}

function keyOf({ manifest, image }: Claim): string {
  return `${image.name} ${manifest.name}`;
}

function* collect(
  open: Map<ImageDigest, OpenEntry>,
  claim: Claim,
  group: RepositoryGroup,
  { entries, had }: Older,
): Steps<void> {
  const registries = group.names.map((name) => registryOf(name, claim)).sort();
  const only: Destinations = [registries];
  const extended = remembered((lists: Destinations): Destinations => [...lists, registries]);
  for (const [i, entry] of claim.image.digests.entries()) {
    if (i % entriesInStep === 0) yield;
    if (isUntaggable(entry)) continue;
    const isKnown = had(entry.digest);
    const tags = isKnown ? entry.tags.filter((tag) => !entries.hasTag(entry.digest, tag)) : entry.tags;
    if (tags.length === 0 && (isKnown || entry.tags.length > 0)) continue;
    const one = open.get(entry);
    if (one) {
      one.tags = both(one.tags, tags);
      one.destinations = extended(one.destinations);
    } else open.set(entry, { claim, entry, tags, destinations: only });
  }
}

/** Without a copy where nearly always nothing is to be added. */
function both(some: readonly string[], others: readonly string[]): readonly string[] {
  if (others.every((tag, i) => tag === some[i])) return some;
  return [...new Set([...some, ...others])].sort();
}

function close(
  { claim: { manifest, image }, entry, tags, destinations }: OpenEntry,
  united: (lists: Destinations) => readonly string[],
): AddedDigest {
  return { manifest, image, entry, tags, destinations: united(destinations) };
}

function unite(lists: Destinations): readonly string[] {
  const [only, another] = lists;
  return only && !another ? only : [...new Set(lists.flat())].sort();
}
