import { attachedTags, type CallOptions, type Digest, failureOf, type Source, subjectOfTag } from '@cip/oci';
import { completenessOf, saysNothingIsThere } from './completeness-of.js';
import { type Attached, findAttached } from './find-attached.js';

/**
 * Finds what is attached to the digests of one repository. Its tags are listed once, when the first digest is asked about: after
 * that, a digest without attached artifacts costs one request where the registry has the referrers API, and none elsewhere.
 */
export class AttachedFinder {
  #tags: Promise<Listed> | undefined;

  constructor(
    private readonly source: Source,
    private readonly options: CallOptions = {},
  ) {}

  /**
   * What is attached to a digest, under its tags only as far as they are asked for; by default, all that belong to it. Rejects when
   * the repository, or one of these tags, cannot be read.
   */
  async of(digest: Digest, asked: readonly string[] = attachedTags(digest)): Promise<Attached> {
    const tags = await this.#listed();
    if (tags === 'nothing' && !(await this.#isThere(digest))) return { referrers: [], tags: [] };
    if (typeof tags === 'string') return findAttached(this.source, digest, this.options, asked);
    const [referrers, ...tagged] = await Promise.all([
      this.source.referrers(digest, { ...this.options, tags }),
      ...asked
        .filter((tag) => tags.has(tag))
        .map(async (tag) => ({ tag, digest: tags.get(tag) ?? (await this.#resolve(tag)) })),
    ]);
    return { referrers, tags: tagged.flatMap(({ tag, digest: of }) => (of ? [{ tag, digest: of }] : [])) };
  }

  /** Whether other digests than this one may have something attached. False only where the registry has shown it. */
  async mayHaveMore(digest: Digest): Promise<boolean> {
    const tags = await this.#listed();
    if (tags === 'nothing') return this.#isThere(digest);
    if (tags === 'unknown' || this.source.lacksReferrersApi?.() !== true) return true;
    return [...tags.keys()].some((tag) => subjectOfTag(tag)?.subject !== digest);
  }

  /** A listing that says that nothing is there is not believed while there is an image. */
  async #isThere(digest: Digest): Promise<boolean> {
    return (await this.#resolve(digest)) !== undefined;
  }

  async #resolve(reference: string): Promise<Digest | undefined> {
    return (await this.source.resolve(reference, this.options))?.digest;
  }

  async #listed(): Promise<Listed> {
    const work = this.#tags ?? this.#list();
    this.#tags = work;
    try {
      return await work;
    } catch (error) {
      if (this.#tags === work) this.#tags = undefined;
      throw error;
    }
  }

  async #list(): Promise<Listed> {
    try {
      const listing = await this.source.list(this.options);
      if (saysNothingIsThere(listing)) return 'nothing';
      if (completenessOf(listing).kind === 'unknown') return 'unknown';
      return new Map([...listing.tags].filter(([tag]) => subjectOfTag(tag) !== undefined));
    } catch (error) {
      const { code } = failureOf(error, this.options.signal);
      if (code === 'REFUSED' || code === 'NOT_FOUND') return 'unknown';
      throw error;
    }
  }
}

/**
 * Tags of the repository that belong to digests, each with its own digest where that was listed. `unknown`: the registry lists no
 * tags, or may have left some out.
 */
type Listed = ReadonlyMap<string, Digest | undefined> | 'nothing' | 'unknown';
