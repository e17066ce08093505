import { annotationKeys } from '../annotation-keys.js';
import type { SigningKey } from './signing-key.js';
import type { Witnesses } from './write-bundle.js';

/** One signature for the tag `sha256-<hex>.sig`: what was signed, and the annotations of its layer. */
export interface LegacyLayer {
  readonly payload: Uint8Array;
  readonly annotations: Readonly<Record<string, string>>;
}

/** A signature as cosign 2 writes it (its specification of signatures, and `pkg/oci/static` for what is not in there). */
export function legacyLayer(
  payload: Uint8Array,
  signature: Uint8Array,
  { certificate }: SigningKey,
  { entry, timestamp }: Witnesses,
): LegacyLayer {
  return {
    payload,
    annotations: {
      [annotationKeys.signature]: Buffer.from(signature).toString('base64'),
      ...(certificate && {
        [annotationKeys.certificate]: certificate.pem,
        [annotationKeys.chain]: certificate.chain.join(''),
      }),
      ...(entry && {
        [annotationKeys.bundle]: JSON.stringify({
          SignedEntryTimestamp: entry.signedEntryTimestamp,
          Payload: {
            body: entry.body,
            integratedTime: entry.integratedTime,
            logIndex: entry.logIndex,
            logID: entry.logID,
          },
        }),
      }),
      ...(timestamp && {
        [annotationKeys.timestamp]: JSON.stringify({
          SignedRFC3161Timestamp: Buffer.from(timestamp.bytes).toString('base64'),
        }),
      }),
    },
  };
}
