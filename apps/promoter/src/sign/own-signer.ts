import { openTrust, type ReadText } from '@cip/cli';
import type { SignerConfiguration, TrustConfiguration } from '@cip/configuration';
import { UsageError } from '@cip/runtime';
import type { OwnSigner } from '@cip/signing';

/**
 * How what this promoter signed is recognized: by its public key, or by its identity and the trust root. Throws `UsageError` when
 * that is not possible: what is not recognized would be signed again in each run.
 */
export async function openOwnSigner(
  signer: SignerConfiguration,
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
  const { issuer, subject } = signer.identity;
  return {
    trust: opened,
    isOwn: (one) => one.kind === 'certificate' && one.issuer === issuer && one.identity === subject,
  };
}
