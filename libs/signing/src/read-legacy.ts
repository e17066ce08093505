import { createHash, X509Certificate } from 'node:crypto';
import { isObject, parseJsonObject } from '@cip/oci';
import { annotationKeys } from './annotation-keys.js';
import { bundleOf } from './read-bundle.js';
import { type Signed, UnreadableSignatureError } from './signed.js';

/** One layer under `.sig` or `.att`: its bytes, and what its descriptor says of them. */
export interface LegacyLayer {
  readonly bytes: Uint8Array;
  readonly annotations: Readonly<Record<string, string>>;
}

// The newest form of a bundle demands an inclusion proof, which cosign 2 did not write.
const mediaType = 'application/vnd.dev.sigstore.bundle+json;version=0.1';

/** Reads a layer of `.sig`. Throws {@link UnreadableSignatureError}. */
export function readLegacySignature(layer: LegacyLayer): Signed {
  const signature = layer.annotations[annotationKeys.signature] ?? '';
  if (signature === '') throw new UnreadableSignatureError('has no signature');
  const digest = createHash('sha256').update(layer.bytes).digest('base64');
  const messageSignature = { messageDigest: { algorithm: 'SHA2_256', digest }, signature };
  return {
    bundle: bundleOf({ mediaType, ...materialOf(layer), messageSignature }),
    payload: Buffer.from(layer.bytes),
  };
}

/** Reads a layer of `.att`: a DSSE envelope. Throws {@link UnreadableSignatureError}. */
export function readLegacyAttestation(layer: LegacyLayer): Signed {
  const envelope = parseJsonObject(layer.bytes);
  if (!envelope) throw new UnreadableSignatureError('is not a JSON object');
  const bundle = bundleOf({ mediaType, ...materialOf(layer), dsseEnvelope: envelope });
  if (bundle.content.$case !== 'dsseEnvelope') throw new UnreadableSignatureError('has no envelope');
  return { bundle, payload: bundle.content.dsseEnvelope.payload };
}

function materialOf({ annotations }: LegacyLayer): { readonly verificationMaterial: object } {
  const pem = annotations[annotationKeys.certificate] ?? '';
  const key = pem === '' ? { publicKey: { hint: '' } } : { certificate: { rawBytes: derOf(pem) } };
  const entry = annotations[annotationKeys.bundle];
  return {
    verificationMaterial: {
      ...key,
      tlogEntries: entry === undefined ? [] : [entryOf(entry)],
      ...timestampsOf(annotations[annotationKeys.timestamp]),
    },
  };
}

function derOf(pem: string): string {
  try {
    return new X509Certificate(pem).raw.toString('base64');
  } catch {
    throw new UnreadableSignatureError('has a certificate that cannot be read');
  }
}

/** The promise of Rekor 1 in the form of a bundle: the entry's kind stands in its body. */
function entryOf(text: string): object {
  const bundle = parseJsonObject(text);
  const payload = bundle?.['Payload'];
  const signedEntryTimestamp = bundle?.['SignedEntryTimestamp'];
  if (!isObject(payload) || typeof signedEntryTimestamp !== 'string') throw unreadableEntry();
  const { body, integratedTime, logIndex, logID } = payload;
  if (typeof body !== 'string' || typeof logID !== 'string') throw unreadableEntry();
  if (!Number.isSafeInteger(integratedTime) || !Number.isSafeInteger(logIndex)) throw unreadableEntry();
  const { kind, apiVersion } = parseJsonObject(Buffer.from(body, 'base64')) ?? {};
  if (typeof kind !== 'string' || typeof apiVersion !== 'string') throw unreadableEntry();
  return {
    logIndex: String(logIndex),
    logId: { keyId: Buffer.from(logID, 'hex').toString('base64') },
    kindVersion: { kind, version: apiVersion },
    integratedTime: String(integratedTime),
    inclusionPromise: { signedEntryTimestamp },
    canonicalizedBody: body,
  };
}

function unreadableEntry(): UnreadableSignatureError {
  return new UnreadableSignatureError('has a log entry that cannot be read');
}

function timestampsOf(text: string | undefined): object {
  if (text === undefined) return {};
  const signedTimestamp = parseJsonObject(text)?.['SignedRFC3161Timestamp'];
  if (typeof signedTimestamp !== 'string') {
    throw new UnreadableSignatureError('has a timestamp that cannot be read');
  }
  return { timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp }] } };
}
