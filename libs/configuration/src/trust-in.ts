import { parseSigner, type Signer } from '@cip/manifest';
import type { ProjectConfiguration, TrustConfiguration } from './project-configuration.js';
import type { SignerConfiguration } from './signing-configuration.js';

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

function keyOf(signer: SignerConfiguration): string[] {
  return signer.kind === 'key' ? [signer.publicKeyFile] : [];
}

function identityOf(signer: SignerConfiguration): Signer[] {
  if (signer.kind === 'key') return [];
  const { issuer, subject } = signer.identity;
  const parsed = parseSigner(`sigstore::${issuer}::${subject}`);
  return 'why' in parsed ? [] : [parsed];
}
