import {
  formatRepositoryName,
  parseTag,
  type PushManifestOptions,
  type RawManifest,
  TagMovedError,
} from '@cip/oci';
import type { Answer } from './answer.js';
import type { Call } from './call.js';
import { callTo, type RepositoryContext } from './context.js';
import { announcedDigest, type Manifests } from './manifests.js';
import { ReferrersTag, subjectOf } from './referrers-tag.js';

/** How long, in milliseconds, it holds that a tag was seen absent. */
const absenceHolds = 60_000;

type ListingOptions = Pick<PushManifestOptions, 'signal' | 'listReferrer'>;

type Outcome = 'written' | 'written, referrer unlisted' | 'existing';

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
    const { tag, tagAbsentAt, listReferrer = true, signal } = options;
    const call = this.#call(manifest, tag, signal);
    const seenAbsent = tagAbsentAt !== undefined && Date.now() - tagAbsentAt <= absenceHolds;
    return this.context.transport.retrying(call, async (patience) => {
      const again = patience.attempts > 0;
      // An answer that was lost may have been a success, and others may have written meanwhile.
      if (tag !== undefined && (again || !seenAbsent) && (await this.#isThere(tag, manifest, signal))) {
        if (!again) return 'existing';
        // Whether the registry lists a referrer itself is said by the answer that was lost: it is asked for again.
        if (!listReferrer || subjectOf(manifest) === undefined) return 'written';
      }
      return this.context.transport.attempt(call, patience, (answer) => this.#written(answer, manifest));
    });
  }

  async #isThere(
    tag: string,
    { descriptor }: RawManifest,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    const present = await this.manifests.resolve(tag, signal && { signal });
    if (!present) return false;
    if (present.digest === descriptor.digest) return true;
    throw new TagMovedError(formatRepositoryName(this.context.name), tag, present.digest, descriptor.digest);
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
