import type { Digest } from '@cip/oci';
import type { PromisedImage } from '@cip/provenance';
import type { UnrecognizableError } from './own-signer.js';
import type { OpenSigning } from './open-signing.js';
import type { PromisedDigest } from './promised-digests.js';

/**
 * What signs in a promotion that cannot recognize what it has signed: images are promoted, and each that should be signed is
 * blocked for that reason. The next run signs them.
 */
export function signsNothing(
  { message, remedies: [remedy] }: UnrecognizableError,
  promised: readonly PromisedDigest[],
  isWanted: (image: PromisedImage) => boolean,
): OpenSigning {
  const digests = new Set<Digest>(promised.map(({ digest }) => digest));
  const unread = { code: 'UNAVAILABLE', reason: message, ...(remedy !== undefined && { remedy }) } as const;
  return {
    warnings: [],
    open: () => ({
      findUnsigned: (image) => {
        const isMeant = digests.has(image.digest) && isWanted(image);
        return Promise.resolve({ missing: [], ...(isMeant && { unread }) });
      },
      begin: () => undefined,
      close: () => Promise.resolve(),
    }),
  };
}
