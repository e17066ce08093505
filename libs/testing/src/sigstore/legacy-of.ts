import type { SerializedBundle } from '@sigstore/bundle';
import type { LegacySignature } from './test-sigstore.js';

/** The annotations that cosign 2 would have written in the place of a bundle. */
export function legacyOf(bundle: SerializedBundle, root: Uint8Array): LegacySignature {
  const { certificate, x509CertificateChain, tlogEntries } = bundle.verificationMaterial;
  const leaf = certificate ?? x509CertificateChain?.certificates[0];
  const [entry] = tlogEntries;
  if (!leaf || !entry)
    throw new TypeError('a bundle without a certificate or a log entry has no legacy form');
  return {
    signature: bundle.messageSignature?.signature ?? bundle.dsseEnvelope?.signatures[0]?.sig ?? '',
    certificate: pem(leaf.rawBytes),
    chain: pem(Buffer.from(root).toString('base64')),
    bundle: JSON.stringify({
      SignedEntryTimestamp: entry.inclusionPromise?.signedEntryTimestamp,
      Payload: {
        body: entry.canonicalizedBody,
        integratedTime: Number(entry.integratedTime),
        logIndex: Number(entry.logIndex),
        logID: Buffer.from(entry.logId.keyId, 'base64').toString('hex'),
      },
    }),
  };
}

function pem(base64: string): string {
  return `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`;
}
