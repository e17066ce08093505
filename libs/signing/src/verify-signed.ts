import { describeError } from '@cip/oci';
import type { ProvenSigner, Verification } from '@cip/provenance';
import { toSignedEntity, VerificationError, Verifier, type SignedEntity } from '@sigstore/verify';
import { certifiedRun } from './certified-run.js';
import type { Signed } from './signed.js';
import type { Trust, TrustRoot } from './trust.js';

/**
 * Verifies a signature: with a certificate against the authorities and logs of the trust root, with a key against each trusted
 * key. Whose subject it is about is not looked at. Never throws.
 */
export async function verifySigned(signed: Signed, trust: Trust): Promise<Verification> {
  const entity = entityOf(signed);
  if ('kind' in entity) return entity;
  return entity.key.$case === 'public-key'
    ? verifyByKeys(entity, trust)
    : verifyByCertificate(entity, await trust.root());
}

function entityOf({ bundle, payload }: Signed): SignedEntity | Verification {
  try {
    return toSignedEntity(bundle, payload);
  } catch (error) {
    return { kind: 'failed', why: `its certificate or timestamp cannot be read: ${describeError(error)}` };
  }
}

function verifyByKeys(entity: SignedEntity, { keys }: Trust): Verification {
  if (keys.length === 0) {
    return { kind: 'unverifiable', why: 'it was signed with a key, and no key is trusted' };
  }
  const signers = keys
    .filter(({ key }) => isSignedWith(entity, key))
    .map(({ name }): ProvenSigner => ({ kind: 'key', name }));
  if (signers.length > 0) return { kind: 'verified', signers };
  return { kind: 'unverifiable', why: 'it was not signed with any of the trusted keys' };
}

function isSignedWith({ signature }: SignedEntity, key: Trust['keys'][number]['key']): boolean {
  try {
    return signature.verifySignature(key);
  } catch {
    return false;
  }
}

function verifyByCertificate(entity: SignedEntity, root: TrustRoot): Verification {
  if ('missing' in root) return { kind: 'unverifiable', why: root.missing };
  try {
    const { identity } = new Verifier(root).verify(entity);
    const issuer = identity?.extensions?.issuer;
    const name = identity?.subjectAlternativeName;
    if (!issuer || !name) return { kind: 'failed', why: 'its certificate names no issuer or no identity' };
    const signer = { kind: 'certificate', issuer, identity: name, ...certifiedRun(identity) } as const;
    return { kind: 'verified', signers: [signer] };
  } catch (error) {
    return outcomeOf(error);
  }
}

const unknownAuthority = /no (valid|trusted) certificate path found/;

function outcomeOf(error: unknown): Verification {
  if (!(error instanceof VerificationError)) {
    return { kind: 'failed', why: `it cannot be verified: ${describeError(error)}` };
  }
  const text = messagesOf(error);
  if (unknownAuthority.test(text)) {
    return { kind: 'unverifiable', why: 'its certificate comes from no authority of the trust root' };
  }
  if (text.includes('expired')) {
    return { kind: 'failed', why: 'its certificate was not valid at the time of signing' };
  }
  if (text.startsWith('unsupported')) {
    return { kind: 'unverifiable', why: `its log entry has an unknown form: ${text}` };
  }
  return { kind: 'failed', why: `${whatFailed[error.code] ?? 'it does not verify'}: ${text}` };
}

const whatFailed: Readonly<Record<string, string>> = {
  TIMESTAMP_ERROR: 'nothing proves when it was signed',
  CERTIFICATE_ERROR: 'its certificate does not verify',
  TLOG_ERROR: 'it is in no transparency log',
  TLOG_BODY_ERROR: 'its log entry is about something else',
  TLOG_INCLUSION_PROMISE_ERROR: 'its log entry does not verify',
  TLOG_INCLUSION_PROOF_ERROR: 'its log entry does not verify',
  TLOG_MISSING_INCLUSION_ERROR: 'its log entry does not verify',
  SIGNATURE_ERROR: 'its signature does not match',
};

function messagesOf(error: VerificationError): string {
  const cause: unknown = error.cause;
  return cause instanceof VerificationError ? `${error.message}: ${cause.message}` : error.message;
}
