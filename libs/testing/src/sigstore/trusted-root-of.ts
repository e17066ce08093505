import { createHash, type KeyObject } from 'node:crypto';

/** The keys of a Sigstore. Certificates are DER, the leaf first. */
export interface SigstoreKeys {
  readonly url: string;
  readonly root: Buffer;
  readonly timestamping: readonly Buffer[];
  readonly tlog: KeyObject;
  readonly ctlog: KeyObject;
}

// What is signed with a clock that is set back must verify, too.
const validFor = { start: '2020-01-01T00:00:00Z' };

/** The content of `trusted_root.json` (media type `application/vnd.dev.sigstore.trustedroot+json;version=0.1`). */
export function trustedRootOf({ url, root, timestamping, tlog, ctlog }: SigstoreKeys): object {
  const subject = { organization: 'test', commonName: 'test' };
  const chainOf = (certificates: readonly Buffer[]): object => ({
    certificates: certificates.map((one) => ({ rawBytes: one.toString('base64') })),
  });
  return {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [logOf(url, tlog)],
    certificateAuthorities: [{ subject, uri: url, certChain: chainOf([root]), validFor }],
    ctlogs: [logOf(url, ctlog)],
    timestampAuthorities: [{ subject, uri: url, certChain: chainOf(timestamping), validFor }],
  };
}

function logOf(baseUrl: string, key: KeyObject): object {
  const der = key.export({ format: 'der', type: 'spki' });
  return {
    baseUrl,
    hashAlgorithm: 'SHA2_256',
    publicKey: { rawBytes: der.toString('base64'), keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor },
    logId: { keyId: createHash('sha256').update(der).digest('base64') },
  };
}
