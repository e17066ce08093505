import { type CallOptions, type Digest, failureOf, groupBy, isIndexType } from '@cip/oci';
import type { FindUnsigned, MadeKind, PromisedImage, Unsigned } from '@cip/provenance';
import type { ReadOnlyRegistry } from '@cip/registry';
import { findOpen, type FoundOpen, type OwnSigner, platformsOf } from '@cip/signing';
import pMap from 'p-map';
import { AttachedFinders } from './attached-finders.js';
import { ownArtifacts } from './own-artifacts.js';
import type { PromisedDigest } from './promised-digests.js';
import { findLacking } from './replicate.js';
import { kindsOf, platformKinds, type What } from './targets.js';

export interface FindUnsignedOptions extends CallOptions {
  readonly promised: readonly PromisedDigest[];
  readonly what: What;
  readonly reading: ReadOnlyRegistry;
  readonly own: OwnSigner;
  /** Whether it is time to look at an image. */
  readonly isWanted: (image: PromisedImage) => boolean;
  /** Whether this run fills a repository; what it does not fill may get its signatures only after this run has looked. */
  readonly isFilled: (repository: string) => boolean;
}

/**
 * Holds what promised images have of the promoter's own against what they should have: in the home of each, and in the other
 * destinations that copy it from there. A new image has nothing and costs no request there. Of what is in place, the signer is
 * verified: what somebody else put there does not count.
 */
export function findUnsigned(options: FindUnsignedOptions): FindUnsigned {
  const looking = new Looking(options);
  return async (image, destination) => {
    if (!options.isWanted(image)) return { missing: [] };
    try {
      return { missing: await looking.missingOf(image, destination) };
    } catch (error) {
      options.signal?.throwIfAborted();
      return { missing: [], unread: failureOf(error) };
    }
  };
}

/** One digest that should have something. */
interface Wanted {
  readonly digest: Digest;
  readonly kinds: readonly MadeKind[];
  readonly home: string;
  /** Others copy from its home. */
  readonly isCopied: boolean;
  readonly isPlatform: boolean;
}

// Platforms of one index, for registries that have limits of their own.
const platformsAtATime = 4;

class Looking {
  readonly #promised: ReadonlyMap<Digest, readonly PromisedDigest[]>;
  readonly #finders: AttachedFinders;
  /** What the homes have that others copy from. */
  readonly #homes = new Map<string, Promise<FoundOpen>>();
  readonly #call: CallOptions;

  constructor(private readonly options: FindUnsignedOptions) {
    this.#promised = groupBy(options.promised, ({ digest }) => digest);
    this.#call = options.signal ? { signal: options.signal } : {};
    this.#finders = new AttachedFinders(options.reading, this.#call);
  }

  async missingOf(image: PromisedImage, destination: string): Promise<Unsigned[]> {
    const promised = this.#promised
      .get(image.digest)
      ?.find(({ home, copies }) => home === destination || copies.includes(destination));
    if (!promised) return [];
    const wanted = await this.#wantedOf(promised, image, destination);
    const missing = await pMap(
      wanted,
      async (one) => {
        const isHome = one.home === destination;
        const kinds = isHome ? await this.#atHome(one, image) : await this.#atCopy(one, image, destination);
        if (kinds.length === 0) return [];
        return [{ on: one.digest, kinds, ...(!isHome && { from: one.home }) }];
      },
      { concurrency: platformsAtATime },
    );
    return missing.flat();
  }

  async #wantedOf(promised: PromisedDigest, image: PromisedImage, destination: string): Promise<Wanted[]> {
    const { digest, home, copies } = promised;
    const isCopied = copies.length > 0;
    const { what, reading } = this.options;
    const itself = { digest, kinds: kindsOf(promised, what), home, isCopied, isPlatform: false };
    const ofPlatforms = platformKinds(promised, what);
    const mayHave = image.mediaType === '' || isIndexType(image.mediaType);
    if (ofPlatforms.length === 0 || !mayHave) return [itself];
    const holder = reading.repository(image.isNew ? image.source : destination);
    const manifest = await holder.fetchManifest(digest, this.#call);
    if (!manifest || !isIndexType(manifest.descriptor.mediaType)) return [itself];
    const platforms = platformsOf(manifest).map((platform) => ({
      ...itself,
      digest: platform.digest,
      kinds: ofPlatforms,
      isPlatform: true,
    }));
    return [itself, ...platforms];
  }

  async #atHome(wanted: Wanted, { isNew }: PromisedImage): Promise<readonly MadeKind[]> {
    const { digest, kinds, home, isPlatform } = wanted;
    if (isNew) return kinds;
    const { open } = await this.#home(wanted);
    if (open.length === 0 || !isPlatform) return open;
    // A registry may have an index without some of its platforms.
    return (await this.options.reading.repository(home).resolve(digest, this.#call)) ? open : [];
  }

  async #atCopy(wanted: Wanted, { isNew }: PromisedImage, destination: string): Promise<readonly MadeKind[]> {
    const { digest, kinds, home } = wanted;
    const { open, taken, byKind } = await this.#home(wanted);
    // Another shard makes it, and nobody knows when.
    const coming = this.options.isFilled(home) ? open : [];
    if (isNew)
      return kinds.filter((kind) => !taken.includes(kind) && (byKind.has(kind) || coming.includes(kind)));
    const repository = this.options.reading.repository(destination);
    const there = ownArtifacts(digest, byKind);
    const { missing } = await findLacking(repository, digest, there, this.#call);
    const gone = new Set(missing.map((artifact) => artifact.digest));
    const lacking = kinds.filter((kind) => byKind.get(kind)?.some((artifact) => gone.has(artifact)));
    if (coming.length === 0) return lacking;
    const here = await this.#openIn(destination, digest, coming);
    return kinds.filter((kind) => lacking.includes(kind) || here.open.includes(kind));
  }

  #home({ digest, kinds, home, isCopied }: Wanted): Promise<FoundOpen> {
    if (!isCopied) return this.#openIn(home, digest, kinds);
    const key = `${home}@${digest} ${kinds.join()}`;
    const known = this.#homes.get(key);
    if (known) return known;
    const look = this.#openIn(home, digest, kinds);
    this.#homes.set(key, look);
    return look;
  }

  #openIn(name: string, digest: Digest, kinds: readonly MadeKind[]): Promise<FoundOpen> {
    const repository = this.options.reading.repository(name);
    const finder = this.#finders.of(name);
    return findOpen(repository, { digest, kinds }, this.options.own, { ...this.#call, finder });
  }
}
