import { groupBy } from '@cip/oci';
import type { ArtifactResult, VerifiedArtifact } from '../verification/verification-report.js';

export const carriedKinds = ['signature', 'attestation', 'sbom', 'other'] as const;

export type CarriedKind = (typeof carriedKinds)[number];

/** Attached artifacts that differ in nothing but their digests. */
export interface CarriedArtifacts {
  readonly kind: CarriedKind;
  /** The predicate type of an attestation; otherwise the artifact type, where it is known. */
  readonly type?: string;
  readonly count: number;
  readonly result: ArtifactResult;
  /** Why they are not verified, as a sentence without a full stop. */
  readonly reason?: string;
  readonly signedBy: readonly string[];
}

/** What was found attached to one digest in one destination repository. */
export interface CarriedPlace {
  /** A repository with its registry. */
  readonly destination: string;
  readonly digest: string;
  /** A line for each signature, and for each artifact without one. */
  readonly artifacts: readonly VerifiedArtifact[];
  /** Why there may be more; absent when everything was read. */
  readonly reason?: string;
}

/** Where a subproject keeps attached artifacts. */
export interface CarriedKeeping {
  readonly subproject: string;
  readonly keep: 'canonical' | 'all' | 'none';
  /** The registry that keeps them, where `keep` is `canonical`. */
  readonly canonical?: string;
}

/** What was found attached to an image. */
export interface CarriedFound {
  readonly places: readonly CarriedPlace[];
  /** What the configuration says of the image's subprojects; empty where it says nothing. */
  readonly keeping: readonly CarriedKeeping[];
  /** How many digests there are, where they are too many to be looked at; then there are no places. */
  readonly tooMany?: number;
}

/** What an image carries in one place, by kind, as reports list it. */
export type CarriedItem = Pick<CarriedPlace, 'destination' | 'digest' | 'reason'> & {
  readonly carries: readonly CarriedArtifacts[];
};

/** Sorted by digest and destination. */
export function carriedItems(places: readonly CarriedPlace[]): CarriedItem[] {
  return places
    .map(({ destination, digest, artifacts, reason }) => ({
      destination,
      digest,
      carries: summed(artifacts),
      ...(reason !== undefined && { reason }),
    }))
    .sort((a, b) => compare(a.digest, b.digest) || compare(a.destination, b.destination));
}

function summed(artifacts: readonly VerifiedArtifact[]): CarriedArtifacts[] {
  const alike = groupBy(artifacts, (artifact) => JSON.stringify(factsOf(artifact)));
  return [...alike]
    .map(([key, [first, ...others]]) => ({ key, ...factsOf(first), count: 1 + others.length }))
    .sort((a, b) => carriedKinds.indexOf(a.kind) - carriedKinds.indexOf(b.kind) || compare(a.key, b.key))
    .map(({ key: _, ...carried }) => carried);
}

function factsOf(artifact: VerifiedArtifact): Omit<CarriedArtifacts, 'count'> {
  const { result, reason, signedBy } = artifact;
  const type = artifact.predicateType ?? artifact.artifactType;
  const kind = kindOf(artifact);
  return {
    kind,
    ...(type !== undefined && kind !== 'signature' && { type }),
    result,
    ...(reason !== undefined && { reason }),
    signedBy,
  };
}

const imageSignature = 'https://sigstore.dev/cosign/sign/v1';

function kindOf({ place, predicateType, artifactType = '', result }: VerifiedArtifact): CarriedKind {
  if (result === 'misplaced') return 'other';
  if (place === 'sig' || predicateType === imageSignature) return 'signature';
  if (place === 'att' || predicateType !== undefined) return 'attestation';
  return place === 'sbom' || /spdx|cyclonedx|sbom/i.test(artifactType) ? 'sbom' : 'other';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
