import { type Drift, type DriftKind, driftOfFailure, type PromisedRepository } from '@cip/audit';
import { attachedFor, isKeptIn, isOwnSigner, type PromisedAs, promisedKinds } from '@cip/configuration';
import { AttachedFinder } from '@cip/inventory';
import {
  type CallOptions,
  type Digest,
  failureOf,
  groupBy,
  isIndexType,
  referrersTag,
  type RepositoryInventory,
  type Source,
} from '@cip/oci';
import type { MadeKind } from '@cip/provenance';
import type { ReadOnlyRegistry } from '@cip/registry';
import type { OwnSigner } from '@cip/signing';
import pMap from 'p-map';
import type { AttachedRules } from './signed-reader.js';

/** What two runs made at the same time. Nothing has to be done about it. */
export interface Surplus {
  /** With its registry. */
  readonly repository: string;
  readonly digest: Digest;
  readonly kind: MadeKind;
  /** Manifests, sorted. */
  readonly artifacts: readonly Digest[];
}

export interface PromoterOptions extends Pick<AttachedRules, 'signing' | 'attached' | 'trust'> {
  readonly registry: ReadOnlyRegistry;
  readonly onSurplus?: (surplus: Surplus) => void;
}

const driftKindOf: Readonly<Record<MadeKind, DriftKind>> = {
  signature: 'missing-signature',
  'signature-bundle': 'missing-signature',
  record: 'missing-record',
  summary: 'missing-summary',
};

/** Images that are looked at at a time, of one repository. */
const atATime = 8;

/** Finds what promised digests lack of what the promoter signs. */
export class MissingFromPromoter {
  constructor(private readonly options: PromoterOptions) {}

  /**
   * By the listing alone: promised digests with a tag that have none for their signature. Nothing where the promoter signs
   * bundles only, and where tags may be missing in the listing.
   */
  listed(
    { repository, tags, completeness, manifests }: RepositoryInventory,
    promised: PromisedRepository,
  ): readonly Drift[] {
    if (completeness.kind === 'unknown' || !this.#isSigned(repository, promised)) return [];
    if (!this.#kindsOf({ isTagged: true }).includes('signature')) return [];
    return [...taggedIn(promised)].flatMap((digest) => {
      const tag = `${referrersTag(digest)}.sig`;
      if (!manifests.has(digest) || tags.has(tag)) return [];
      return [missing({ repository, digest }, ['signature'], `there is no tag ${tag}`)];
    });
  }

  /** By reading and verifying what is there. Rejects on abort only. */
  async read(
    { repository, manifests, completeness }: RepositoryInventory,
    promised: PromisedRepository,
    options: CallOptions,
  ): Promise<readonly Drift[]> {
    const own = this.#own();
    if (!own || !this.#isSigned(repository, promised)) return [];
    const source = this.options.registry.repository(repository);
    const finder = new AttachedFinder(source, options);
    const { findOpen } = await import('@cip/signing');
    const look = async ([digest, as]: readonly [Digest, PromisedAs]): Promise<Drift[]> => {
      const kinds = this.#kindsOf(as);
      if (kinds.length === 0) return [];
      try {
        const found = await findOpen(source, { digest, kinds }, own, { ...options, finder });
        for (const [kind, artifacts] of found.byKind) {
          if (artifacts.length > 1) this.options.onSurplus?.({ repository, digest, kind, artifacts });
        }
        const lacking = [...found.open, ...found.taken];
        const isThere =
          manifests.has(digest) || lacking.length === 0 || (await source.resolve(digest, options));
        return isThere ? driftOf({ repository, digest }, lacking) : [];
      } catch (error) {
        return [driftOfFailure({ repository, digest }, failureOf(error, options.signal))];
      }
    };
    const wanted = await this.#wantedIn(source, manifests, promised, options);
    // A registry without Google's listings does not say whether it has a platform.
    const isListed = completeness.kind === 'complete';
    const held = [...wanted].filter(
      ([digest, as]) => manifests.has(digest) || (as.isPlatform === true && !isListed),
    );
    return (await pMap(held, look, { concurrency: atATime })).flat();
  }

  /** Promised digests, and the platforms of those that are indexes. */
  async #wantedIn(
    source: Source,
    manifests: RepositoryInventory['manifests'],
    promised: PromisedRepository,
    options: CallOptions,
  ): Promise<ReadonlyMap<Digest, PromisedAs>> {
    const tagged = taggedIn(promised);
    const platforms = async (digest: Digest): Promise<[Digest, PromisedAs][]> => {
      const as = { isTagged: tagged.has(digest), isPlatform: true };
      if (this.#kindsOf(as).length === 0) return [];
      const found = await platformsIn(source, digest, manifests.get(digest), options);
      return found.map((platform) => [platform, as]);
    };
    // Those of an index without a tag first: what has one gets more, and what is promised itself most.
    const order = (digest: Digest): number => Number(tagged.has(digest));
    const sorted = [...promised.digests].sort((a, b) => order(a) - order(b));
    const found = await pMap(sorted, platforms, { concurrency: atATime });
    const itself = [...promised.digests].map((digest) => [digest, { isTagged: tagged.has(digest) }] as const);
    return new Map([...found.flat(), ...itself]);
  }

  /** Who the promoter is; undefined where it signs nothing, or cannot be recognized. */
  #own(): OwnSigner | undefined {
    const { signing, trust } = this.options;
    return signing && trust && { trust, isOwn: isOwnSigner(signing) };
  }

  #isSigned(repository: string, { subprojects }: PromisedRepository): boolean {
    const { signing, attached } = this.options;
    if (!signing) return false;
    return subprojects.some((name) => {
      const rules = attachedFor(name, attached);
      return rules === undefined || isKeptIn(rules, repository);
    });
  }

  #kindsOf(as: PromisedAs): readonly MadeKind[] {
    const { signing } = this.options;
    return signing ? promisedKinds(signing, as) : [];
  }
}

function taggedIn({ tags }: PromisedRepository): ReadonlySet<Digest> {
  return new Set([...tags.values()].flat());
}

async function platformsIn(
  source: Source,
  digest: Digest,
  listed: { readonly mediaType: string } | undefined,
  options: CallOptions,
): Promise<readonly Digest[]> {
  const mayHave = listed !== undefined && (listed.mediaType === '' || isIndexType(listed.mediaType));
  if (!mayHave) return [];
  const { platformsOf } = await import('@cip/signing');
  // What cannot be read is reported as such by whoever reads it for itself.
  const manifest = await source.fetchManifest(digest, options).catch(() => undefined);
  options.signal?.throwIfAborted();
  if (!manifest || !isIndexType(manifest.descriptor.mediaType)) return [];
  return platformsOf(manifest).map((platform) => platform.digest);
}

function driftOf(where: Pick<Drift, 'repository' | 'digest'>, kinds: readonly MadeKind[]): Drift[] {
  const why = 'the promoter has not made it, or what is there does not verify';
  const byDrift = groupBy(kinds, (kind) => driftKindOf[kind]);
  return [...byDrift.values()].map((alike) => missing(where, alike, why));
}

function missing(
  where: Pick<Drift, 'repository' | 'digest'>,
  kinds: readonly [MadeKind, ...MadeKind[]],
  why: string,
): Drift {
  const what = kinds.map((kind) => names[kind]).join(' and ');
  return { kind: driftKindOf[kinds[0]], ...where, explanation: `${what} is missing: ${why}` };
}

const names: Readonly<Record<MadeKind, string>> = {
  signature: 'the image signature under its tag',
  'signature-bundle': 'the image signature as a bundle',
  record: 'the promotion record',
  summary: 'the verification summary',
};
