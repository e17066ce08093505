import {
  formatRepositoryName,
  parseTag,
  type PushManifestOptions,
  type RawManifest,
  TagMovedError,
} from '@cip/oci';
import type { Answer } from './answer.js';
import { callTo, type RepositoryContext } from './context.js';
import { announcedDigest, type Manifests } from './manifests.js';

/** How long, in milliseconds, it holds that a tag was seen absent. */
const absenceHolds = 60_000;

/** Writes manifests and new tags (distribution-spec v1.1, "Pushing manifests"). A tag is never moved. */
export class ManifestPush {
  constructor(
    private readonly context: RepositoryContext,
    private readonly manifests: Manifests,
  ) {}

  async push(
    manifest: RawManifest,
    { tag, tagAbsentAt, signal }: PushManifestOptions = {},
  ): Promise<'written' | 'existing'> {
    const { digest, mediaType } = manifest.descriptor;
    const call = callTo(this.context, {
      kind: 'manifest-put',
      method: 'PUT',
      at: `manifests/${tag === undefined ? digest : parseTag(tag)}`,
      headers: { 'content-type': mediaType },
      body: manifest.bytes,
      signal,
    });
    const seenAbsent = tagAbsentAt !== undefined && Date.now() - tagAbsentAt <= absenceHolds;
    return this.context.transport.retrying(call, async (patience) => {
      const again = patience.attempts > 0;
      // An answer that was lost may have been a success, and others may have written meanwhile.
      if (tag !== undefined && (again || !seenAbsent) && (await this.#isThere(tag, manifest, signal))) {
        return again ? 'written' : 'existing';
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

  async #written(answer: Answer, manifest: RawManifest): Promise<'written'> {
    if (answer.status !== 201 && answer.status !== 200) throw await answer.failure();
    const stored = announcedDigest(answer);
    if (stored !== undefined && stored !== manifest.descriptor.digest) {
      throw answer.invalid(`${manifest.descriptor.digest} was pushed, the registry stored ${stored}`);
    }
    this.context.cache.keep(formatRepositoryName(this.context.name), manifest);
    return 'written';
  }
}
