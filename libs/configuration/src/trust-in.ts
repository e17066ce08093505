import { parseSigner, type Signer } from '@cip/manifest';
import type { MadeKind, ProvenSigner } from '@cip/provenance';
import type { ProjectConfiguration, TrustConfiguration } from './project-configuration.js';
import type { SignerConfiguration, SigningConfiguration } from './signing-configuration.js';

/**
 * Whose signatures count in production: those that `trust` names, and the promoter's own. Undefined where the project says
 * nothing of either.
 */
export function trustIn({
  trust,
  signing,
}: Pick<ProjectConfiguration, 'trust' | 'signing'>): TrustConfiguration | undefined {
  if (!signing) return trust;
  const own = [signing.signer, signing.summarySigner];
  const identities = [...(trust?.identities ?? []), ...own.flatMap(identityOf)];
  const byText = new Map(identities.map((identity) => [identity.text, identity]));
  return {
    ...trust,
    keys: [...new Set([...(trust?.keys ?? []), ...own.flatMap(keyOf)])],
    ...(byText.size > 0 && { identities: [...byText.values()] }),
  };
}

/** Recognizes whoever the promoter signs something as. Keys go by the names of their files in the configuration. */
export function isOwnSigner({
  signer,
  summarySigner,
}: Pick<SigningConfiguration, 'signer' | 'summarySigner'>): (signer: ProvenSigner, of: MadeKind) => boolean {
  return (proven, of) => isSame(of === 'summary' ? summarySigner : signer, proven);
}

function isSame(own: SignerConfiguration, proven: ProvenSigner): boolean {
  if (own.kind === 'key') return proven.kind === 'key' && proven.name === own.publicKeyFile;
  const { issuer, subject } = own.identity;
  return proven.kind === 'certificate' && proven.issuer === issuer && proven.identity === subject;
}

function keyOf(signer: SignerConfiguration): string[] {
  return signer.kind === 'key' ? [signer.publicKeyFile] : [];
}

function identityOf(signer: SignerConfiguration): Signer[] {
  if (signer.kind === 'key') return [];
  const { issuer, subject } = signer.identity;
  const parsed = parseSigner(`sigstore::${issuer}::${subject}`);
  return 'why' in parsed ? [] : [parsed];
}
