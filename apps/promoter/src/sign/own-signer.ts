import { openTrust, type ReadText } from '@cip/cli';
import type { SignerConfiguration, SigningConfiguration, TrustConfiguration } from '@cip/configuration';
import type { MadeKind } from '@cip/provenance';
import { UsageError } from '@cip/runtime';
import type { OwnSigner } from '@cip/signing';

/**
 * How what this promoter signed is recognized: by its public key, or by its identity and the trust root. Throws `UsageError` when
 * that is not possible: what is not recognized would be signed again in each run.
 */
export async function openOwnSigner(
  { signer, summarySigner }: Pick<SigningConfiguration, 'signer' | 'summarySigner'>,
  trust: TrustConfiguration | undefined,
  read: ReadText,
): Promise<OwnSigner> {
  const root = trust?.root === undefined ? {} : { root: trust.root };
  if (signer.kind === 'key') {
    const opened = await openTrust({ ...root, keys: [signer.publicKeyFile] }, read);
    return { trust: opened, isOwn: ({ kind }) => kind === 'key' };
  }
  const opened = await openTrust({ ...root, keys: [] }, read);
  const found = await opened.root();
  if ('missing' in found) {
    throw new UsageError(`the project's own signatures cannot be recognized: ${found.missing}`, [
      'Name the trust root of the Sigstore that signs (trusted_root.json) under "trust" in .cip.yaml.',
    ]);
  }
  const byKind = (kind: MadeKind): SignerConfiguration => (kind === 'summary' ? summarySigner : signer);
  return {
    trust: opened,
    isOwn: (one, kind) => {
      const by = byKind(kind);
      if (one.kind !== 'certificate' || by.kind !== 'keyless') return false;
      return one.issuer === by.identity.issuer && one.identity === by.identity.subject;
    },
  };
}
