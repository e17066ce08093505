import type { ImageDigest } from '@cip/manifest';
import type { Claim } from './desired.js';
import { Once } from './once.js';
import { registryOf, type RepositoryGroup } from './repository-groups.js';
import { sameContent } from './tree-index.js';
import type { AddedDigest } from './tree-change.js';
import { freshIn, type WantedDigest } from './wanted.js';

/** What is new of one entry, in one group of repositories after the other. */
interface OpenEntry {
  readonly claim: Claim;
  readonly entry: ImageDigest;
  readonly tags: Set<string>;
  /** Each list is sorted. */
  readonly destinations: (readonly string[])[];
}

/** What the newer claims ask for and the older did not, by manifest, image and digest. */
export function findAdded(groups: readonly RepositoryGroup[]): AddedDigest[] {
  const open = new Map<ImageDigest, OpenEntry>();
  for (const group of groups) {
    if (asksNothingNew(group)) continue;
    const fresh = new Map(freshIn(group.after, group.before).map((want) => [want.digest, want]));
    for (const claim of group.after) collect(open, claim, group, fresh);
  }
  const added = new Once<AddedDigest>();
  for (const one of open.values()) {
    const { claim, entry } = one;
    added.add([claim.manifest.name, claim.image.name, entry.digest], close(one));
  }
  return added.sorted();
}

/** The quick way: each image was there as it is, from the same source. */
function asksNothingNew({ before, after }: RepositoryGroup): boolean {
  return after.every((claim) =>
    before.some((old) => old.source === claim.source && sameContent(old.image, claim.image)),
  );
}

function collect(
  open: Map<ImageDigest, OpenEntry>,
  claim: Claim,
  group: RepositoryGroup,
  fresh: ReadonlyMap<string, WantedDigest>,
): void {
  const destinations = group.names.map((name) => registryOf(name, claim)).sort();
  for (const entry of claim.image.digests) {
    const want = fresh.get(entry.digest);
    if (!want) continue;
    const tags = entry.tags.filter((tag) => want.tags.includes(tag));
    if (tags.length === 0 && (entry.tags.length > 0 || !want.untagged)) continue;
    let one = open.get(entry);
    if (!one) open.set(entry, (one = { claim, entry, tags: new Set(), destinations: [] }));
    for (const tag of tags) one.tags.add(tag);
    one.destinations.push(destinations);
  }
}

function close({ claim: { manifest, image }, entry, tags, destinations }: OpenEntry): AddedDigest {
  return {
    manifest,
    image,
    entry,
    tags: [...tags].sort(),
    destinations: united(destinations),
  };
}

/** Nearly always there is one list; it is shared by all digests of an image. */
function united(lists: readonly (readonly string[])[]): readonly string[] {
  const [only, another] = lists;
  return only && !another ? only : [...new Set(lists.flat())].sort();
}
