import { type Digest, isObject, parseJsonObject } from '@cip/oci';
import { parseStatement, type Verification } from '@cip/provenance';
import type { Signed } from './signed.js';

/** What artifacts are attached to. */
export interface Subject {
  readonly digest: Digest;
  /** Of an index: an attestation that is attached to it may be about them. */
  readonly children: readonly Digest[];
}

/** What a signed payload is about, and what it says of it. */
export interface About {
  readonly predicateType?: string;
  /** Why it says nothing about the digest; absent when it does. */
  readonly why?: string;
}

/** Of a statement, which has to have the digest or one of its children among its subjects. */
export function aboutOfStatement({ payload }: Signed, { digest, children }: Subject): About {
  const statement = parseStatement(payload);
  if ('why' in statement) return { why: `it is not a statement: ${statement.why}` };
  const { predicateType, subjects } = statement;
  const digests = new Set([digest, ...children]);
  return subjects.some((subject) => digests.has(subject))
    ? { predicateType }
    : { predicateType, why: 'it is about another digest' };
}

/** Of the payload of a `.sig`. */
export function aboutOfSignature({ payload }: Signed, { digest }: Subject): About {
  const critical = parseJsonObject(payload)?.['critical'];
  const image = isObject(critical) ? critical['image'] : undefined;
  const signed = isObject(image) ? image['docker-manifest-digest'] : undefined;
  if (typeof signed !== 'string') return { why: 'its payload names no digest' };
  return signed === digest ? {} : { why: 'it is about another digest' };
}

/** A signature that verifies counts for what it is about, and for nothing else. */
export function verifiedAbout(verification: Verification, { why }: About): Verification {
  return verification.kind === 'verified' && why !== undefined ? { kind: 'failed', why } : verification;
}
