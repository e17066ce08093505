import { type Digest, isObject, parseJsonObject } from '@cip/oci';
import { parseStatement, type Verification } from '@cip/provenance';
import type { Signed } from './signed.js';

/** What a signed payload is about, and what it says of it. */
export interface About {
  readonly predicateType?: string;
  /** Why it says nothing about the digest; absent when it does. */
  readonly why?: string;
}

/** Of a statement, which is about the digest when it lists it among its subjects. */
export function aboutOfStatement({ payload }: Signed, digest: Digest): About {
  const statement = parseStatement(payload);
  if ('why' in statement) return { why: `it is not a statement: ${statement.why}` };
  const { predicateType, subjects } = statement;
  return subjects.includes(digest) ? { predicateType } : { predicateType, why: 'it is about another digest' };
}

/** Of the payload of a `.sig`. */
export function aboutOfSignature({ payload }: Signed, digest: Digest): About {
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
