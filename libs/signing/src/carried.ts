import { type Digest, digestOf, type Failure } from '@cip/oci';
import type { AttestedImage, Attestation, Verification } from '@cip/provenance';

/** One signature of an attached artifact: a bundle has one, the tags `.sig` and `.att` a layer for each. */
export interface CarriedSignature {
  /** Of the manifest of a bundle, or of the layer. */
  readonly digest: Digest;
  /** Of the layer that holds it; absent where there is none. */
  readonly layer?: Digest;
  /** What tells it from the others, as `partId` has it: two signatures of one payload are layers of one digest. */
  readonly part: string;
  /** As messages say it: `the referrer sha256:12ab…`, `layer 2 of sha256-….att`. */
  readonly shownAs: string;
  readonly verification: Verification;
  /** Why it is unknown, as facts. */
  readonly failure?: Failure;
  /** Of a statement that could be read. */
  readonly predicateType?: string;
  /** The signed bytes, as far as they could be read. */
  readonly payload?: Uint8Array;
}

/** An attached artifact, by its content. */
export interface CarriedArtifact {
  /** Of its manifest. */
  readonly digest: Digest;
  readonly place: 'referrer' | 'sig' | 'att' | 'sbom';
  /** Absent for a referrer. */
  readonly tag?: string;
  readonly artifactType?: string;
  /** Why it is not what its place says, as the end of "it …"; absent when it is. Such a thing is never carried anywhere. */
  readonly misplaced?: string;
  readonly signatures: readonly CarriedSignature[];
}

/** What a digest carries. */
export interface Carried {
  readonly digest: Digest;
  readonly kind: 'image' | 'index';
  /** Of a child of an index, as `linux/arm64`. */
  readonly platform?: string;
  readonly artifacts: readonly CarriedArtifact[];
  /** Why there may be more than these; absent when all were read. */
  readonly unread?: string;
  /** Of an index, without BuildKit's attestation manifests. */
  readonly children: readonly Carried[];
}

/** What policies are evaluated on: bundles, and the envelopes under `.att`. */
export function attestedOf({ digest, kind, platform, artifacts, unread, children }: Carried): AttestedImage {
  return {
    digest,
    kind,
    ...(platform !== undefined && { platform }),
    attestations: artifacts
      .filter(({ place }) => place === 'referrer' || place === 'att')
      .flatMap((artifact) => artifact.signatures.map((signature) => attestationOf(artifact, signature))),
    ...(unread !== undefined && { unread }),
    children: children.map(attestedOf),
  };
}

function attestationOf({ place, tag }: CarriedArtifact, signature: CarriedSignature): Attestation {
  const { digest, layer, shownAs, verification, payload } = signature;
  const isLegacy = place === 'att';
  const content = isLegacy ? payload && digestOf(payload) : layer;
  return {
    digest,
    shownAs,
    form: isLegacy ? 'legacy' : 'bundle',
    verification,
    ...(payload && { payload }),
    ...(content && { reference: { at: isLegacy ? `:${tag ?? ''}` : `@${digest}`, content } }),
  };
}
