import { predicateTypes, signerText } from '@cip/provenance';
import type { CarriedArtifact } from './carried.js';

/** What an artifact is, for people: its predicate type, its artifact type, `signature`, `attestations` or `SBOM`. */
export function typeOf({ place, artifactType, signatures }: CarriedArtifact): string {
  if (place === 'sig') return 'signature';
  if (place === 'sbom') return 'SBOM';
  const types = [...new Set(signatures.flatMap(({ predicateType }) => predicateType ?? []))];
  if (types.length > 0)
    return types.map((type) => (type === predicateTypes.imageSignature ? 'signature' : type)).join(', ');
  return place === 'att' ? 'attestations' : (artifactType ?? 'artifact');
}

/** Who signed it, each once, sorted; only signatures that verified count. */
export function signersOf({ signatures }: Pick<CarriedArtifact, 'signatures'>): string[] {
  const signers = signatures.flatMap(({ verification }) =>
    verification.kind === 'verified' ? verification.signers : [],
  );
  return [...new Set(signers.map(signerText))].sort();
}
