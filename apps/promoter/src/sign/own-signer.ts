import { openTrust, type ReadText } from '@cip/cli';
import { isOwnSigner, type SigningConfiguration, type TrustConfiguration } from '@cip/configuration';
import { UsageError } from '@cip/runtime';
import type { OwnSigner } from '@cip/signing';

/** The trust root of the public Sigstore cannot be had now. What is not recognized would be signed again in each run. */
export class UnrecognizableError extends UsageError {
  constructor(readonly why: string) {
    super(`the project's own signatures cannot be recognized: ${why}`, [
      'Name the trust root of the Sigstore that signs (trusted_root.json) under "trust" in .cip.yaml.',
    ]);
  }
}

/**
 * How what this promoter signed is recognized: by its public key, or by its identity and the trust root. Throws
 * `UnrecognizableError` when there is none, and `UsageError` for a file that is missing or of no use.
 */
export async function openOwnSigner(
  signing: Pick<SigningConfiguration, 'signer' | 'summarySigner'>,
  trust: TrustConfiguration | undefined,
  read: ReadText,
): Promise<OwnSigner> {
  const { signer } = signing;
  const keys = signer.kind === 'key' ? [signer.publicKeyFile] : [];
  const root = trust?.root === undefined ? {} : { root: trust.root };
  const opened = await openTrust({ ...root, keys }, read);
  if (signer.kind === 'keyless') {
    const found = await opened.root();
    if ('missing' in found) throw new UnrecognizableError(found.missing);
  }
  return { trust: opened, isOwn: isOwnSigner(signing) };
}
