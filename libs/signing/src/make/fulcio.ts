import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import { type CallOptions, describeError, isObject, parseJsonObject } from '@cip/oci';
import type { ServiceClient } from '@cip/registry';
import { type Certificate, readCertificate } from './certificate.js';
import type { IdentityToken } from './identity-token.js';
import { serviceFailure, unusableAnswer } from './service-failure.js';
import { under } from './under.js';

/** A certificate authority. */
export interface Authority {
  readonly client: ServiceClient;
  /** Its base address. */
  readonly url: string;
}

/**
 * Asks Fulcio for a certificate that binds a key to the identity of a token
 * (https://github.com/sigstore/fulcio/blob/main/fulcio.proto). Rejects with `SigningError` `CERTIFICATE`.
 */
export async function requestCertificate(
  { client, url: base }: Authority,
  { text, subject }: IdentityToken,
  key: KeyObject,
  { signal }: CallOptions,
): Promise<Certificate> {
  const url = under(base, 'api/v2/signingCert');
  const content = createPublicKey(key).export({ format: 'pem', type: 'spki' });
  const proof = sign('sha256', Buffer.from(subject), key).toString('base64');
  const body = JSON.stringify({
    credentials: { oidcIdentityToken: text },
    publicKeyRequest: { publicKey: { algorithm: 'ECDSA', content }, proofOfPossession: proof },
  });
  const request = {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: Buffer.from(body),
    secrets: [text],
    ...(signal && { signal }),
  } as const;
  const answer = await client.exchange(request).catch((error: unknown) => {
    throw serviceFailure('CERTIFICATE', error, signal);
  });
  try {
    return readCertificate(chainIn(answer.bytes), key);
  } catch (error) {
    throw unusableAnswer('CERTIFICATE', url, `of the certificate: ${describeError(error)}`);
  }
}

/** A certificate whose proof of publication stands beside it would not verify: only what is in it travels with a signature. */
function chainIn(bytes: Uint8Array): string[] {
  const signed = parseJsonObject(bytes)?.['signedCertificateEmbeddedSct'];
  const chain = isObject(signed) && isObject(signed['chain']) ? signed['chain']['certificates'] : undefined;
  const certificates: unknown[] = Array.isArray(chain) ? chain : [];
  const texts = certificates.filter((one) => typeof one === 'string');
  if (texts.length === 0 || texts.length < certificates.length) {
    throw new Error('it is missing, or has no embedded proof of its publication (SCT)');
  }
  return texts;
}
