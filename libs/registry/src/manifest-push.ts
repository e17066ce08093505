import {
  type Digest,
  formatRepositoryName,
  parseTag,
  type PushManifestOptions,
  type RawManifest,
  TagMovedError,
} from '@cip/oci';
import type { Answer } from './answer.js';
import type { Call } from './call.js';
import { callTo, type RepositoryContext } from './context.js';
import { KnownTag, type TagReading } from './known-tag.js';
import { announcedDigest, type Manifests } from './manifests.js';
import { ReferrersTag, subjectOf } from './referrers-tag.js';

type ListingOptions = Pick<PushManifestOptions, 'signal' | 'listReferrer'>;

type Outcome = 'written' | 'written, referrer unlisted' | 'existing';

/** The tag has the digest that it was to get. */
class InPlace extends Error {}

/** Writes manifests and tags (distribution-spec v1.1, "Pushing manifests"). Only `retag` moves a tag. */
export class ManifestPush {
  readonly #referrersTag: ReferrersTag;

  constructor(
    private readonly context: RepositoryContext,
    private readonly manifests: Manifests,
  ) {
    this.#referrersTag = new ReferrersTag(context, manifests);
  }

  /** By default also enters the manifest into the list of its subject's referrers, where the registry does not do that itself. */
  async push(manifest: RawManifest, options: PushManifestOptions = {}): Promise<'written' | 'existing'> {
    const outcome = await this.#putNew(manifest, options);
    if (outcome === 'written, referrer unlisted') await this.#list(manifest, options);
    return outcome === 'existing' ? outcome : 'written';
  }

  /** Pushes under a tag that may be taken, without looking: what the tag pointed to is lost. */
  async retag(manifest: RawManifest, tag: string, options: ListingOptions = {}): Promise<void> {
    const call = this.#call(manifest, tag, options.signal);
    const outcome = await this.context.transport.exchange(call, (answer) => this.#written(answer, manifest));
    if (outcome === 'written, referrer unlisted') await this.#list(manifest, options);
  }

  async #list(manifest: RawManifest, { listReferrer = true, signal }: ListingOptions): Promise<void> {
    const subject = listReferrer ? subjectOf(manifest) : undefined;
    if (subject !== undefined) await this.#referrersTag.add(manifest, subject, signal ? { signal } : {});
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

  async #putNew(manifest: RawManifest, options: PushManifestOptions): Promise<Outcome> {
    const { tag, signal } = options;
    const known = tag === undefined ? undefined : this.#known(tag, manifest, options);
    const call = { ...this.#call(manifest, tag, signal), condition: known };
    try {
      return await this.context.transport.retrying(call, (patience) => {
        if (patience.attempts > 0) known?.forget();
        return this.context.transport.attempt(call, patience, (answer) => this.#written(answer, manifest));
      });
    } catch (error) {
      if (error instanceof InPlace) return known?.wasForgotten ? 'written' : 'existing';
      throw error;
    }
  }

  /** The tag as the push wants it: absent. */
  #known(tag: string, { descriptor, bytes }: RawManifest, options: PushManifestOptions): KnownTag {
    const { tagAbsentAt, listReferrer = true, signal } = options;
    const wantsAnswer = listReferrer && subjectOf({ descriptor, bytes }) !== undefined;
    const look = (): Promise<TagReading> => this.manifests.read(tag, { signal, lane: 'slotless' });
    const check = (present: Digest | undefined, isRepetition: boolean): void => {
      if (present === undefined) return;
      if (present !== descriptor.digest) {
        throw new TagMovedError(formatRepositoryName(this.context.name), tag, present, descriptor.digest);
      }
      // Whether the registry lists a referrer itself is said by the answer that was lost: it is asked for again.
      if (!isRepetition || !wantsAnswer) throw new InPlace();
    };
    return new KnownTag(this.context.clock, look, check, tagAbsentAt);
  }

  async #written(answer: Answer, manifest: RawManifest): Promise<Outcome> {
    if (answer.status !== 201 && answer.status !== 200) throw await answer.failure();
    const stored = announcedDigest(answer);
    if (stored !== undefined && stored !== manifest.descriptor.digest) {
      throw answer.invalid(`${manifest.descriptor.digest} was pushed, the registry stored ${stored}`);
    }
    this.context.cache.keep(formatRepositoryName(this.context.name), manifest);
    // Registries with the referrers API name the subject that they entered the manifest under.
    return answer.header('oci-subject') === undefined ? 'written, referrer unlisted' : 'written';
  }
}
