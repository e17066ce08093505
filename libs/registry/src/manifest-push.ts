import {
  type CallOptions,
  type Digest,
  formatRepositoryName,
  parseTag,
  type PushManifestOptions,
  type RawManifest,
  subjectOf,
  TagMovedError,
} from '@cip/oci';
import type { Answer } from './answer.js';
import type { Call } from './call.js';
import { callTo, type RepositoryContext } from './context.js';
import { digestDoubted } from './digest-doubted.js';
import { foreignLayersRefused } from './foreign-layers.js';
import { KnownTag, type TagReading } from './known-tag.js';
import { announcedDigest, type Manifests } from './manifests.js';
import type { Patience } from './patience.js';
import type { ReferrersKnowledge } from './referrers-knowledge.js';
import { ReferrersTag } from './referrers-tag.js';

type ListingOptions = Pick<PushManifestOptions, 'signal' | 'listReferrer'>;

type Outcome = 'written' | 'existing';

/** The tag has the digest that it was to get. */
class InPlace extends Error {}

/** Writes manifests and tags (distribution-spec v1.1, "Pushing manifests"). Only `retag` moves a tag. */
export class ManifestPush {
  readonly #referrersTag: ReferrersTag;

  constructor(
    private readonly context: RepositoryContext,
    private readonly manifests: Manifests,
    private readonly referrers: ReferrersKnowledge,
  ) {
    this.#referrersTag = new ReferrersTag(context, manifests, referrers.entered);
  }

  /**
   * By default also enters the manifest into the list of its subject's referrers, where the registry does not do that itself.
   * The list comes before the tag: where the tag is in place, the entry is, too.
   */
  async push(manifest: RawManifest, options: PushManifestOptions = {}): Promise<Outcome> {
    const { tag } = options;
    if (tag === undefined) {
      await this.#pushByDigest(manifest, options);
      return 'written';
    }
    const known = this.#absence(tag, manifest, options);
    if (!this.#isUnlisted(manifest, options)) return this.#pushTag(manifest, tag, known, options);
    // Where the tag is taken, nothing is written.
    const found = known.holds() ? 'absent' : await renewed(known);
    await this.#pushByDigest(manifest, options);
    return found === 'existing' ? found : this.#pushTag(manifest, tag, known, options);
  }

  /** Pushes under a tag that may be taken, without looking: what the tag pointed to is lost. */
  async retag(manifest: RawManifest, tag: string, options: ListingOptions = {}): Promise<void> {
    if (this.#isUnlisted(manifest, options)) await this.#pushByDigest(manifest, options);
    const call = this.#call(manifest, tag, options.signal);
    await this.#send(call, manifest);
  }

  async confirmReferrers(subject: Digest, options: CallOptions = {}): Promise<void> {
    await this.#referrersTag.confirm(subject, options);
  }

  /** Whether the manifest is to be in a list of referrers, and the registry is not known to keep that itself. */
  #isUnlisted(manifest: RawManifest, { listReferrer = true }: ListingOptions): boolean {
    const { withApi } = this.referrers;
    return listReferrer && subjectOf(manifest) !== undefined && !withApi.has(this.context.origin.host);
  }

  async #pushByDigest(manifest: RawManifest, options: ListingOptions): Promise<void> {
    const { listReferrer = true, signal } = options;
    const call = this.#call(manifest, undefined, signal);
    const subject = listReferrer ? subjectOf(manifest) : undefined;
    const listsItself = await this.#send(call, manifest);
    if (subject === undefined || listsItself) return;
    await this.#referrersTag.add(manifest, subject, signal ? { signal } : {});
  }

  #call({ descriptor, bytes }: RawManifest, tag: string | undefined, signal: AbortSignal | undefined): Call {
    return callTo(this.context, {
      kind: 'manifest-put',
      method: 'PUT',
      at: `manifests/${tag === undefined ? descriptor.digest : parseTag(tag)}`,
      headers: { 'content-type': descriptor.mediaType },
      body: bytes,
      signal,
    });
  }

  async #pushTag(
    manifest: RawManifest,
    tag: string,
    known: KnownTag,
    { signal }: CallOptions,
  ): Promise<Outcome> {
    const call = { ...this.#call(manifest, tag, signal), condition: known };
    try {
      await this.context.transport.retrying(call, (patience) => {
        if (patience.attempts > 0) known.forget();
        return this.#attempt(call, patience, manifest);
      });
      return 'written';
    } catch (error) {
      if (error instanceof InPlace) return known.wasForgotten ? 'written' : 'existing';
      throw error;
    }
  }

  #send(call: Call, manifest: RawManifest): Promise<boolean> {
    return this.context.transport.retrying(call, (patience) => this.#attempt(call, patience, manifest));
  }

  async #attempt(call: Call, patience: Patience, manifest: RawManifest): Promise<boolean> {
    try {
      return await this.context.transport.attempt(call, patience, (answer) =>
        this.#written(answer, manifest),
      );
    } catch (error) {
      const { attempts } = patience;
      throw foreignLayersRefused(error, attempts, manifest) ?? digestDoubted(error, attempts) ?? error;
    }
  }

  /** The tag as a push wants it. */
  #absence(tag: string, { descriptor }: RawManifest, options: PushManifestOptions): KnownTag {
    const { tagAbsentAt, signal } = options;
    const look = (): Promise<TagReading> => this.manifests.read(tag, { signal, lane: 'slotless' });
    const check = (present: Digest | undefined): void => {
      if (present === undefined) return;
      if (present === descriptor.digest) throw new InPlace();
      throw new TagMovedError(formatRepositoryName(this.context.name), tag, present, descriptor.digest);
    };
    return new KnownTag(this.context.clock, look, check, tagAbsentAt);
  }

  /** Whether the registry entered the manifest into the list of its subject's referrers. */
  async #written(answer: Answer, manifest: RawManifest): Promise<boolean> {
    if (answer.status !== 201 && answer.status !== 200) throw await answer.failure();
    const stored = announcedDigest(answer);
    if (stored !== undefined && stored !== manifest.descriptor.digest) {
      throw answer.invalid(`${manifest.descriptor.digest} was pushed, the registry stored ${stored}`);
    }
    this.context.cache.keep(formatRepositoryName(this.context.name), manifest);
    // Registries with the referrers API name the subject that they entered the manifest under.
    if (answer.header('oci-subject') === undefined) return false;
    this.referrers.withApi.add(this.context.origin.host);
    return true;
  }
}

async function renewed(known: KnownTag): Promise<'absent' | 'existing'> {
  try {
    await known.renew();
    return 'absent';
  } catch (error) {
    if (error instanceof InPlace) return 'existing';
    throw error;
  }
}
