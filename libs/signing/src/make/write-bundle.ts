import { createHash, createPublicKey } from 'node:crypto';
import type { LogEntry } from './rekor.js';
import type { SigningKey } from './signing-key.js';
import type { Timestamp } from './timestamp.js';

/** A DSSE envelope with one signature (https://github.com/secure-systems-lab/dsse). Content is in base64. */
export interface Envelope {
  readonly payload: string;
  readonly payloadType: string;
  readonly signatures: readonly [{ readonly sig: string }];
}

/** What proves when something was signed. */
export interface Witnesses {
  readonly entry?: LogEntry;
  readonly timestamp?: Timestamp;
}

/** The media type of a bundle. */
export const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** A Sigstore bundle v0.3 in its JSON form (https://github.com/sigstore/protobuf-specs, `sigstore_bundle.proto`). */
export function writeBundle(envelope: Envelope, key: SigningKey, { entry, timestamp }: Witnesses): object {
  return {
    mediaType: bundleType,
    verificationMaterial: {
      ...materialOf(key),
      ...(entry && { tlogEntries: [writtenEntry(entry)] }),
      ...(timestamp && {
        timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: base64(timestamp.bytes) }] },
      }),
    },
    dsseEnvelope: envelope,
  };
}

function materialOf({ key, certificate }: SigningKey): object {
  if (certificate) return { certificate: { rawBytes: base64(certificate.der) } };
  const der = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return { publicKey: { hint: createHash('sha256').update(der).digest('base64') } };
}

function writtenEntry(entry: LogEntry): object {
  const { body, kind, apiVersion, integratedTime, logIndex, logID, signedEntryTimestamp } = entry;
  const { inclusionProof: proof } = entry;
  return {
    logIndex: String(logIndex),
    logId: { keyId: base64(Buffer.from(logID, 'hex')) },
    kindVersion: { kind, version: apiVersion },
    integratedTime: String(integratedTime),
    inclusionPromise: { signedEntryTimestamp },
    inclusionProof: {
      logIndex: String(proof.logIndex),
      rootHash: base64(Buffer.from(proof.rootHash, 'hex')),
      treeSize: String(proof.treeSize),
      hashes: proof.hashes.map((hash) => base64(Buffer.from(hash, 'hex'))),
      checkpoint: { envelope: proof.checkpoint },
    },
    canonicalizedBody: body,
  };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
