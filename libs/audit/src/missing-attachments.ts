import { compareTexts, type Digest, type Failure, subjectOfTag } from '@cip/oci';
import { type Drift, driftOfFailure } from './drift.js';
import { isUnreadable, type Known, type ManifestLinks, type Unreadable } from './knowledge.js';
import { partsOf } from './parts-of.js';

/** What is attached in one of the regions that are promised the same. */
export interface AttachedInRegion {
  readonly repository: string;
  /** Whether all manifests of the region are known, also those without a tag. */
  readonly isComplete: boolean;
  /** The tags of attached artifacts and of lists of referrers. */
  readonly tags: ReadonlyMap<string, Digest>;
  /** Referrers, as far as the listing showed them. */
  readonly referrers: ReadonlySet<Digest>;
}

/** What has been read to tell regions apart; undefined: not asked yet. */
export interface RegionalKnowledge {
  manifest(repository: string, digest: Digest): Known<ManifestLinks> | undefined;
  /** Whether a region has a manifest that its listing did not show. */
  has(repository: string, digest: Digest): Known<'present'> | undefined;
}

/** What must be read first. */
export interface RegionalNeeds {
  readonly manifests: readonly (readonly [repository: string, digest: Digest])[];
  readonly has: readonly (readonly [repository: string, digest: Digest])[];
}

/**
 * What some regions have attached and others lack, where all are to have the same. Artifacts under one tag are held against one
 * another by their layers, referrers one by one. Asks for what has to be read, and only where the listings differ.
 */
export function missingAttachments(
  regions: readonly AttachedInRegion[],
  knowledge: RegionalKnowledge,
): readonly Drift[] | RegionalNeeds {
  const comparison = new Comparison(regions, knowledge);
  comparison.compare();
  const { needs, drift } = comparison;
  return needs.manifests.length + needs.has.length > 0 ? needs : drift;
}

class Comparison {
  readonly drift: Drift[] = [];
  readonly needs = {
    manifests: [] as (readonly [string, Digest])[],
    has: [] as (readonly [string, Digest])[],
  };

  constructor(
    private readonly regions: readonly AttachedInRegion[],
    private readonly knowledge: RegionalKnowledge,
  ) {}

  compare(): void {
    const tags = [...new Set(this.regions.flatMap((region) => [...region.tags.keys()]))].sort(compareTexts);
    const differing = tags.filter(
      (tag) => new Set(this.regions.map((region) => region.tags.get(tag))).size > 1,
    );
    const lists = differing.filter((tag) => subjectOfTag(tag)?.kind === 'referrers');
    for (const tag of differing) if (!lists.includes(tag)) this.#compareTag(tag);
    this.#compareReferrers(lists);
  }

  #compareTag(tag: string): void {
    const holders = this.regions.flatMap((region) => {
      const digest = region.tags.get(tag);
      return digest === undefined ? [] : [{ region, digest }];
    });
    const [first] = holders;
    if (!first) return;
    const isSame = new Set(holders.map(({ digest }) => digest)).size === 1;
    const held = holders.map(({ region, digest }) => {
      const parts = isSame ? undefined : this.#partsIn(region, digest);
      return { region, digest, parts };
    });
    for (const region of this.regions) {
      const own = held.find((one) => one.region === region);
      if (!own) this.#missing(region, { tag, digest: first.digest }, first.region);
      else if (own.parts) {
        const { parts } = own;
        const more = held.find((one) => [...(one.parts ?? [])].some((part) => !parts.has(part)));
        if (more) this.#missing(region, { tag, digest: more.digest }, more.region);
      }
    }
  }

  #compareReferrers(lists: readonly string[]): void {
    const listed = this.regions.map((region) => ({ region, referrers: this.#referrersOf(region, lists) }));
    const all = new Set(listed.flatMap(({ referrers }) => [...referrers]));
    for (const digest of [...all].sort()) {
      const holder = listed.find(({ referrers }) => referrers.has(digest));
      for (const { region, referrers } of holder ? listed : []) {
        if (!referrers.has(digest) && this.#lacks(region, digest)) {
          this.#missing(region, { digest }, holder?.region);
        }
      }
    }
  }

  /** From the listing, and from the lists of referrers that differ. */
  #referrersOf({ repository, tags, referrers }: AttachedInRegion, lists: readonly string[]): Set<Digest> {
    const entries = lists.flatMap((tag) => {
      const digest = tags.get(tag);
      const links = digest === undefined ? undefined : this.#linksOf(repository, digest);
      return links ? links.children.map((child) => child.digest) : [];
    });
    return new Set([...referrers, ...entries]);
  }

  #lacks({ repository, isComplete }: AttachedInRegion, digest: Digest): boolean {
    if (isComplete) return true;
    const found = this.knowledge.has(repository, digest);
    if (found === undefined) this.needs.has.push([repository, digest]);
    else if (isUnreadable(found)) this.#unread(repository, digest, found);
    return found === 'absent';
  }

  /** Undefined while it is not read, and for what cannot be read. */
  #partsIn({ repository }: AttachedInRegion, digest: Digest): ReadonlySet<string> | undefined {
    const links = this.#linksOf(repository, digest);
    return links && new Set(partsOf(links));
  }

  #linksOf(repository: string, digest: Digest): ManifestLinks | undefined {
    const links = this.knowledge.manifest(repository, digest);
    if (links === undefined) this.needs.manifests.push([repository, digest]);
    else if (isUnreadable(links)) this.#unread(repository, digest, links);
    else if (links !== 'absent') return links;
    return undefined;
  }

  #unread(repository: string, digest: Digest, { unreadable, failure }: Unreadable): void {
    const known: Failure = failure ?? { code: 'OTHER', reason: unreadable };
    this.drift.push(driftOfFailure({ repository, digest }, known));
  }

  #missing(
    { repository }: AttachedInRegion,
    found: Pick<Drift, 'tag' | 'digest'>,
    holder: AttachedInRegion | undefined,
  ): void {
    const explanation = `all regions are to have the same attached, and ${holder?.repository ?? 'another one'} has this`;
    this.drift.push({ kind: 'missing-attachment', repository, ...found, explanation });
  }
}
