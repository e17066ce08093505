import type { Digest, Failure, FailureCode } from '@cip/oci';
import type { CarriedArtifact } from './carried.js';
import { isOfPromoters } from './of-promoters.js';
import { isTrusted, type Trust } from './trust.js';

/** Why an artifact could not be read, where another try may give something else. */
export function unreadIn({ signatures }: CarriedArtifact): Failure | undefined {
  for (const { verification, failure } of signatures) {
    if (verification.kind === 'unknown' && failure && !lasting.has(failure.code)) return failure;
  }
  return undefined;
}

/** Why an artifact is carried nowhere, whatever is set, as the end of "it …". */
export function whyBroken({ misplaced, signatures }: CarriedArtifact): string | undefined {
  if (misplaced !== undefined) return misplaced;
  for (const { verification } of signatures) {
    if (verification.kind === 'failed') return `does not verify: ${verification.why}`;
    if (verification.kind === 'unknown') return `cannot be read: ${verification.why}`;
  }
  return undefined;
}

/** What another try would give again: whoever may push to staging can bring these about, and must not hold up images by it. */
const lasting: ReadonlySet<FailureCode> = new Set([
  'NOT_FOUND',
  'REFUSED',
  'TOO_LARGE',
  'DIGEST_MISMATCH',
  'INVALID_MANIFEST',
  'INVALID_ANSWER',
  'CONTRADICTION',
  'REFUSED_BY_POLICY',
]);

/** Why an artifact is not carried where only what somebody trusted signed is, in the same form. */
export function whyRefused(
  artifact: CarriedArtifact,
  accepted: ReadonlySet<Digest>,
  trust: Trust,
): string | undefined {
  const { place, signatures } = artifact;
  if (place === 'att') return 'is an attestation under a tag, which does not go along';
  for (const { verification, predicateType, digest } of signatures) {
    if (isOfPromoters(predicateType)) {
      return 'is what a promoter says of its own promotions';
    }
    if (verification.kind === 'unsigned') return 'is not signed';
    const isByTrusted =
      verification.kind === 'verified' && verification.signers.some((signer) => isTrusted(trust, signer));
    if (accepted.has(digest) || isByTrusted) continue;
    return verification.kind === 'unverifiable'
      ? `cannot be verified: ${verification.why}`
      : 'is signed by nobody whom a policy or the configuration trusts';
  }
  return undefined;
}
