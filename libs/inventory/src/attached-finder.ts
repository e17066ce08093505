import { attachedTags, type CallOptions, type Digest, failureOf, type Source, subjectOfTag } from '@cip/oci';
import { type Attached, findAttached } from './find-attached.js';

/**
 * Finds what is attached to the digests of one repository. Its tags are listed once, when the first digest is asked about: after
 * that, a digest without attached artifacts costs one request where the registry has the referrers API, and none elsewhere.
 */
export class AttachedFinder {
  #tags: Promise<AttachedTags | undefined> | undefined;

  constructor(
    private readonly source: Source,
    private readonly options: CallOptions = {},
  ) {}

  /** Rejects when the repository, or one of the artifacts' tags, cannot be read. */
  async of(digest: Digest): Promise<Attached> {
    const tags = await this.#listed();
    if (!tags) return findAttached(this.source, digest, this.options);
    const [referrers, ...tagged] = await Promise.all([
      this.source.referrers(digest, { ...this.options, tags }),
      ...attachedTags(digest)
        .filter((tag) => tags.has(tag))
        .map(async (tag) => ({ tag, digest: tags.get(tag) ?? (await this.#resolve(tag)) })),
    ]);
    return { referrers, tags: tagged.flatMap(({ tag, digest: of }) => (of ? [{ tag, digest: of }] : [])) };
  }

  /** Whether other digests than this one may have something attached. False only where the registry has shown it. */
  async mayHaveMore(digest: Digest): Promise<boolean> {
    const tags = await this.#listed();
    if (!tags || this.source.lacksReferrersApi?.() !== true) return true;
    return [...tags.keys()].some((tag) => subjectOfTag(tag)?.subject !== digest);
  }

  async #resolve(tag: string): Promise<Digest | undefined> {
    return (await this.source.resolve(tag, this.options))?.digest;
  }

  /** Undefined: the registry lists no tags. */
  async #listed(): Promise<AttachedTags | undefined> {
    const work = this.#tags ?? this.#list();
    this.#tags = work;
    try {
      return await work;
    } catch (error) {
      if (this.#tags === work) this.#tags = undefined;
      throw error;
    }
  }

  async #list(): Promise<AttachedTags | undefined> {
    try {
      const { tags } = await this.source.list(this.options);
      return new Map([...tags].filter(([tag]) => subjectOfTag(tag) !== undefined));
    } catch (error) {
      const { code } = failureOf(error, this.options.signal);
      if (code === 'REFUSED' || code === 'NOT_FOUND') return undefined;
      throw error;
    }
  }
}

/** Tags of the repository that belong to digests, each with its own digest where that was listed. */
type AttachedTags = ReadonlyMap<string, Digest | undefined>;
