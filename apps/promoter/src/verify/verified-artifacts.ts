import { signerText, type Verification } from '@cip/provenance';
import type { VerifiedArtifact } from '@cip/report';
import type { Carried, CarriedArtifact, CarriedSignature } from '@cip/signing';

/** All that an image and its children carry, a line for each signature. */
export function artifactsOf(carried: Carried): VerifiedArtifact[] {
  const own = carried.artifacts.flatMap((artifact) => linesOf(artifact, carried));
  return [...own, ...carried.children.flatMap(artifactsOf)];
}

/** What is not what its place says, a sentence each. */
export function misplacedIn({ artifacts, children }: Carried): string[] {
  const own = artifacts.flatMap(({ misplaced, tag, digest }) =>
    misplaced === undefined
      ? []
      : [`${tag === undefined ? `the referrer ${digest}` : `the tag ${tag}`} ${misplaced}`],
  );
  return [...own, ...children.flatMap(misplacedIn)];
}

function linesOf(artifact: CarriedArtifact, { digest: on, platform }: Carried): VerifiedArtifact[] {
  const { place, tag, artifactType, misplaced, digest } = artifact;
  const shared = {
    on,
    ...(platform !== undefined && { platform }),
    place,
    ...(tag !== undefined && { tag }),
    ...(artifactType !== undefined && { artifactType }),
  };
  if (misplaced !== undefined) {
    return [{ ...shared, digest, result: 'misplaced', reason: `it ${misplaced}`, signedBy: [] }];
  }
  return artifact.signatures.map((signature) => ({ ...shared, ...lineOf(signature) }));
}

function lineOf({
  digest,
  predicateType,
  verification,
}: CarriedSignature): Pick<VerifiedArtifact, 'digest' | 'predicateType' | 'result' | 'reason' | 'signedBy'> {
  return {
    digest,
    ...(predicateType !== undefined && { predicateType }),
    result: verification.kind,
    ...reasonOf(verification),
    signedBy: verification.kind === 'verified' ? verification.signers.map(signerText) : [],
  };
}

function reasonOf(verification: Verification): { readonly reason?: string } {
  return 'why' in verification ? { reason: verification.why } : {};
}
