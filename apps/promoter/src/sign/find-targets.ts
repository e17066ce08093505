import { type CallOptions, describeFailure, failureOf, isIndexType, type Source } from '@cip/oci';
import { platformsOf } from '@cip/signing';
import type { PromisedDigest } from './promised-digests.js';
import type { Targets } from './targets.js';

/**
 * What became of one look: `absent`: its home does not hold it, so that there is nothing to sign yet. `stopped`: an abort
 * came first. `failed`: nobody knows.
 */
export type Sighting =
  { readonly kind: 'there' | 'absent' | 'stopped' } | { readonly kind: 'failed'; readonly why: string };

/** Reads a promised digest in its home and adds it, with the platforms of an index, where something is made for those. Does not reject. */
export async function findTargets(
  home: Source,
  promised: PromisedDigest,
  targets: Targets,
  options: CallOptions,
): Promise<Sighting> {
  const { digest } = promised;
  try {
    options.signal?.throwIfAborted();
    if (!targets.wantsPlatforms(promised)) {
      const subject = await home.resolve(digest, options);
      if (subject) targets.add(promised, subject);
      return { kind: subject ? 'there' : 'absent' };
    }
    const manifest = await home.fetchManifest(digest, options);
    if (!manifest) return { kind: 'absent' };
    targets.add(promised, manifest.descriptor);
    if (isIndexType(manifest.descriptor.mediaType)) {
      for (const platform of platformsOf(manifest)) targets.addPlatform(promised, platform);
    }
    return { kind: 'there' };
  } catch (error) {
    if (options.signal?.aborted) return { kind: 'stopped' };
    return { kind: 'failed', why: describeFailure(failureOf(error)) };
  }
}
