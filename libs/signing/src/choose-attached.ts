import type { Attached } from '@cip/inventory';
import {
  type CallOptions,
  type Digest,
  type Failure,
  type FailureCode,
  formatRepositoryName,
  type Source,
} from '@cip/oci';
import type { AppliedPolicy, Prove } from '@cip/provenance';
import type { CarriedArtifact, CarriedSignature } from './carried.js';
import { readOwnArtifacts, subjectOf } from './read-carried.js';
import type { Trust } from './trust.js';

/** Something attached to an image of a source that is not brought along. */
export interface LeftBehind {
  /** The repository with its registry. */
  readonly source: string;
  /** What it is attached to. */
  readonly on: Digest;
  /** The digest of its manifest; `on` itself where there are too many to name. */
  readonly digest: Digest;
  readonly tag?: string;
  /** The end of "it …". */
  readonly why: string;
}

/** What decides about attached artifacts. */
export interface ChoiceOptions extends CallOptions {
  readonly trust: Trust;
  /** Holds an image against policies; what they accept is brought. */
  readonly prove: Prove;
  readonly policiesOf: (source: string) => readonly AppliedPolicy[];
  /** What becomes of artifacts that neither a policy accepts nor a trusted key signed. */
  readonly unverified: (source: string) => 'carry' | 'refuse';
  readonly onLeft?: (left: LeftBehind) => void;
}

/**
 * Makes the choice of what is brought along with images. Whatever is set, an artifact that is not what its place says, or that
 * fails verification, stays behind. Rejects where a registry does not let itself be read, so that the next run tries again.
 */
export function chooseAttached({
  trust,
  prove,
  policiesOf,
  unverified,
  onLeft,
  ...options
}: ChoiceOptions): (source: Source, digest: Digest, root: Digest) => Promise<Attached> {
  return async (source, digest, root) => {
    const name = formatRepositoryName(source.name);
    const manifest = await source.fetchManifest(digest, options);
    const subject = manifest ? subjectOf(manifest) : { digest, children: [] };
    const { found, artifacts, unread } = await readOwnArtifacts(source, subject, trust, options);
    if (unread !== undefined) onLeft?.({ source: name, on: digest, digest, why: unread });
    const refuses = unverified(name) === 'refuse';
    const policies = refuses && artifacts.length > 0 ? policiesOf(name) : [];
    const outcomes = policies.length > 0 ? await prove(name, root, policies) : [];
    const accepted = new Set(outcomes.flatMap((outcome) => outcome.accepted));
    const carried = artifacts.filter((artifact) => {
      const why = whyLeft(artifact) ?? (refuses ? whyRefused(artifact, accepted) : undefined);
      if (why === undefined) return true;
      const { digest: of, tag } = artifact;
      onLeft?.({ source: name, on: digest, digest: of, ...(tag !== undefined && { tag }), why });
      return false;
    });
    const kept = new Set(carried.map(({ digest: of, tag }) => tag ?? of));
    return {
      referrers: found.referrers.filter((referrer) => kept.has(referrer.digest)),
      tags: found.tags.filter(({ tag }) => kept.has(tag)),
    };
  };
}

function whyLeft({ misplaced, signatures }: CarriedArtifact): string | undefined {
  if (misplaced !== undefined) return misplaced;
  for (const { verification, failure } of signatures) {
    if (verification.kind === 'failed') return `does not verify: ${verification.why}`;
    if (verification.kind !== 'unknown') continue;
    if (failure && !lasting.has(failure.code)) throw new UnreadArtifactError(verification.why, failure);
    return `cannot be read: ${verification.why}`;
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

/** An artifact could not be read, and may be readable later. */
class UnreadArtifactError extends Error {
  override readonly name = 'UnreadArtifactError';

  constructor(
    why: string,
    readonly failure: Failure,
  ) {
    super(why);
  }
}

const ofPromoters: ReadonlySet<string> = new Set([
  'https://k8s.io/promo-tools/promotion/v1',
  'https://slsa.dev/verification_summary/v1',
]);

function whyRefused(
  { place, signatures }: CarriedArtifact,
  accepted: ReadonlySet<Digest>,
): string | undefined {
  if (place === 'att') return 'is an attestation under a tag, which does not go along';
  for (const { verification, predicateType, digest } of signatures) {
    if (predicateType !== undefined && ofPromoters.has(predicateType)) {
      return 'is what a promoter says of its own promotions';
    }
    if (verification.kind === 'unsigned') return 'is not signed';
    if (!accepted.has(digest) && !isByTrustedKey({ verification })) {
      return verification.kind === 'unverifiable'
        ? `cannot be verified: ${verification.why}`
        : 'is signed by nobody whom a policy or the configuration trusts';
    }
  }
  return undefined;
}

function isByTrustedKey({ verification }: Pick<CarriedSignature, 'verification'>): boolean {
  return verification.kind === 'verified' && verification.signers.some(({ kind }) => kind === 'key');
}
