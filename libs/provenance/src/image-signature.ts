import type { Digest } from '@cip/oci';
import { type InTotoStatement, statementAbout } from './in-toto-statement.js';
import { predicateTypes } from './predicate-types.js';

/** The image that a signature is about. */
export interface SignedImage {
  /** As users call it, without tag or digest: `registry.k8s.io/foo`. */
  readonly publicName: string;
  readonly digest: Digest;
}

/**
 * What is signed for the tag `sha256-<hex>.sig`, byte for byte as cosign writes it (its "Simple Signing" payload,
 * https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md).
 */
export function simpleSigningPayload({ publicName, digest }: SignedImage): Uint8Array {
  const payload = {
    critical: {
      identity: { 'docker-reference': publicName },
      image: { 'docker-manifest-digest': digest },
      type: 'cosign container image signature',
    },
    optional: null,
  };
  return new TextEncoder().encode(JSON.stringify(payload));
}

/** What is signed for a signature in the form of a bundle. */
export function signatureStatement({ publicName, digest }: SignedImage): InTotoStatement {
  return statementAbout({ name: publicName, digest }, predicateTypes.imageSignature, {});
}
