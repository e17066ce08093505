import {
  type AttachedInRegion,
  type Drift,
  driftOfFailure,
  findDrift,
  type Knowledge,
  type Known,
  noLinks,
  type Original,
  type PromisedRepository,
  type Promises,
} from '@cip/audit';
import {
  type CallOptions,
  describeFailure,
  type Digest,
  isIndexType,
  isManifestType,
  type RepositoryInventory,
  subjectOfTag,
} from '@cip/oci';
import { isFailure, isRead, type LinkReader, type Read } from './manifest-links.js';
import type { SignedHere, SignedReader } from './signed-reader.js';

/** What a comparison of one repository needs besides what it holds. */
export interface Comparing {
  readonly promises: Promises;
  readonly links: LinkReader;
  readonly signatures: SignedReader;
  /** Every promised manifest and what lies below it is read, and held against its digest. */
  readonly deep: boolean;
}

/** What a repository was found to have. */
export interface Compared {
  readonly drift: readonly Drift[];
  /** What is attached there, without what is drift. */
  readonly attached: AttachedInRegion;
}

/**
 * Compares one repository. Only what cannot be told from the listing is read: promised indexes, whose children may be
 * there, and strangers, which may be attached to something.
 */
export async function compareRepository(
  held: RepositoryInventory,
  comparing: Comparing,
  options: CallOptions,
): Promise<Compared> {
  return new Comparison(held, comparing, options).run();
}

class Comparison {
  readonly #promised: PromisedRepository | undefined;
  readonly #reads = new Map<Digest, Read>();
  readonly #inSource = new Map<Digest, Known<'present'>>();
  readonly #originals = new Map<string, Known<Original>>();
  readonly #signed: SignedHere | undefined;
  readonly #knowledge: Knowledge;

  constructor(
    private readonly held: RepositoryInventory,
    private readonly comparing: Comparing,
    private readonly options: CallOptions,
  ) {
    this.#promised = comparing.promises.in(held.repository);
    this.#signed = comparing.signatures.in(held.repository);
    this.#knowledge = {
      manifest: (digest) => this.#known(digest),
      tag: (tag) => held.tags.get(tag) ?? 'absent',
      // Tags are judged themselves, and speak for their digests.
      tagsOf: () => [],
      attached: () => undefined,
      inSource: (digest) => this.#inSource.get(digest),
      original: (tag) => this.#originals.get(tag),
      elsewhere: () => [],
      // What was signed again in the source, and waits for the next promotion, is nothing that somebody did to production.
      toleratesLag: true,
      ...(!comparing.deep && { trustsAttachments: true as const }),
      ...(this.#signed && { signed: this.#signed.signed }),
    };
  }

  async run(): Promise<Compared> {
    if (this.#promised) {
      await this.#readBelow(this.#promised);
      await this.#readLost([...this.#reads.keys()]);
    }
    let found = findDrift(this.held, this.comparing.promises, this.#knowledge);
    while ('verdict' in found) {
      const { manifests = [], inSource = [], originals = [], signed = [] } = found;
      await this.#readAll(manifests.filter((digest) => !this.#reads.has(digest)));
      await this.#readLost(manifests);
      await Promise.all(inSource.map((digest) => this.#readInSource(digest)));
      await Promise.all(originals.map((tag) => this.#readOriginal(tag)));
      await this.#signed?.read(signed, this.options);
      found = findDrift(this.held, this.comparing.promises, this.#knowledge);
    }
    const drift = [...found.filter((one) => !this.#isToldBetter(one)), ...this.#failures(found)];
    return { drift, attached: this.#attached(found) };
  }

  /** What the listing and the reads have shown to be attached. */
  #attached(found: readonly Drift[]): AttachedInRegion {
    const { repository, completeness, tags, manifests } = this.held;
    const isDrift = new Set(found.flatMap(({ tag, digest }) => tag ?? digest ?? []));
    const isReferrer = (digest: Digest): boolean => {
      const isPromised = this.#promised?.digests.has(digest) === true;
      const links = isPromised || isDrift.has(digest) ? undefined : this.#known(digest);
      return typeof links === 'object' && 'children' in links && links.subject !== undefined;
    };
    return {
      repository,
      isComplete: completeness.kind === 'complete',
      tags: new Map([...tags].filter(([tag]) => subjectOfTag(tag) !== undefined && !isDrift.has(tag))),
      referrers: new Set([...manifests.keys()].filter(isReferrer)),
    };
  }

  /** Reads the promised indexes, and those below them, before anybody asks: then no child has to be read itself. */
  async #readBelow({ digests }: PromisedRepository): Promise<void> {
    let open = [...digests].filter((digest) => this.#isToBeRead(digest));
    while (open.length > 0) {
      await this.#readAll(open);
      open = open.flatMap((parent) => this.#childrenToRead(parent)).filter((one) => !this.#reads.has(one));
    }
  }

  #isToBeRead(digest: Digest): boolean {
    const { held, comparing } = this;
    if (comparing.deep) return held.manifests.has(digest);
    // Where children are not listed, nobody asks for them.
    if (held.completeness.kind !== 'complete' || !held.manifests.has(digest)) return false;
    const mediaType = held.manifests.get(digest)?.mediaType ?? '';
    return isIndexType(mediaType) || !isManifestType(mediaType);
  }

  #childrenToRead(parent: Digest): Digest[] {
    const links = this.#known(parent);
    if (typeof links !== 'object' || !('children' in links)) return [];
    const below = links.children.filter(({ digest, isIndex }) => {
      return this.comparing.deep ? !this.#isMissing(digest) : isIndex && this.held.manifests.has(digest);
    });
    return [...new Set(below.map(({ digest }) => digest))];
  }

  #isMissing(digest: Digest): boolean {
    return this.held.completeness.kind === 'complete' && !this.held.manifests.has(digest);
  }

  async #readAll(digests: readonly Digest[]): Promise<void> {
    const { links, deep } = this.comparing;
    const reading = digests.map(async (digest) => {
      const read = this.#isMissing(digest)
        ? 'absent'
        : await links.read(this.held.repository, digest, this.options, deep);
      this.#reads.set(digest, read);
    });
    await Promise.all(reading);
  }

  async #readInSource(digest: Digest): Promise<void> {
    const { held, comparing, options } = this;
    const found = await comparing.links.readInSource(held.repository, digest, options);
    const links = this.#known(digest);
    const subject = typeof links === 'object' && 'children' in links ? links.subject : undefined;
    this.#inSource.set(digest, (await this.#isLost(found, subject)) ? 'present' : found);
  }

  async #readOriginal(tag: string): Promise<void> {
    const { held, comparing, options } = this;
    const found = await comparing.links.readOriginal(held.repository, tag, options);
    const digest = held.tags.get(tag);
    const isLost = await this.#isLost(found, subjectOfTag(tag)?.subject);
    const own = isLost && digest !== undefined ? { digest, links: noLinks } : found;
    this.#originals.set(tag, own);
  }

  /**
   * True where there is nothing left to hold an artifact against: neither another one, nor the image in the source, and what is
   * attached need not be signed.
   */
  async #isLost(found: Known<unknown>, subject: Digest | undefined): Promise<boolean> {
    if (found !== 'absent' || subject === undefined) return false;
    if (!this.comparing.signatures.mayBeUnsigned(this.held.repository)) return false;
    return !(await this.comparing.links.isInSource(this.held.repository, subject, this.options));
  }

  /** An index that is gone, or spoilt, still explains its children where another region has it. */
  async #readLost(digests: readonly Digest[]): Promise<void> {
    const lost = digests.filter(
      (digest) => this.#promised?.digests.has(digest) === true && !this.#isKnown(digest),
    );
    await Promise.all(
      lost.map((digest) => this.comparing.links.readElsewhere(this.held.repository, digest, this.options)),
    );
  }

  #isKnown(digest: Digest): boolean {
    const read = this.#reads.get(digest);
    return read !== undefined && isRead(read);
  }

  #known(digest: Digest): ReturnType<Knowledge['manifest']> {
    const read = this.#reads.get(digest);
    if (read !== undefined && isRead(read)) return read;
    const elsewhere = this.comparing.links.known(digest);
    if (elsewhere) return elsewhere;
    if (read !== undefined)
      return read === 'absent' ? read : { unreadable: describeFailure(read), failure: read };
    const isPromisedImage = this.#promised?.digests.has(digest) === true && this.#isImage(digest);
    return isPromisedImage ? noLinks : undefined;
  }

  /** Only the children of a promised digest matter, and an image has none. */
  #isImage(digest: Digest): boolean {
    const mediaType = this.held.manifests.get(digest)?.mediaType ?? '';
    return isManifestType(mediaType) && !isIndexType(mediaType);
  }

  /** That a stranger could not be read is said more exactly by what became of the read. */
  #isToldBetter({ kind, tag, digest }: Drift): boolean {
    const read = digest === undefined ? undefined : this.#reads.get(digest);
    return kind === 'unreachable' && tag === undefined && read !== undefined && isFailure(read);
  }

  /** What reading brought to light. */
  *#failures(found: readonly Drift[]): Iterable<Drift> {
    const { repository } = this.held;
    const gone = new Set(found.map(({ digest }) => digest));
    for (const [digest, read] of [...this.#reads].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (isFailure(read)) {
        yield driftOfFailure({ repository, digest }, read);
      } else if (read === 'absent' && !gone.has(digest) && !this.#isMissing(digest)) {
        const explanation = 'it is promised, or belongs to a promised index, and cannot be pulled';
        yield { kind: 'missing', repository, digest, explanation };
      }
    }
  }
}
