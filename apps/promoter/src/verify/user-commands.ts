import path from 'node:path';
import type { SignerConfiguration, SigningConfiguration, TrustConfiguration } from '@cip/configuration';
import { type MadeKind, predicateTypes } from '@cip/provenance';
import { shellWord } from '../manifest/shell-word.js';

/** What the commands verify, and with what. */
export interface CommandFacts {
  /** As users call it: `NAME@DIGEST`. */
  readonly reference: string;
  readonly signing: Pick<SigningConfiguration, 'signer' | 'summarySigner'>;
  readonly trust: TrustConfiguration | undefined;
  /** That the files of the configuration are relative to. */
  readonly folder: string;
}

/**
 * The commands by which anybody verifies what the promoter signed, one for each of the kinds, with cosign 3 (`cosign verify`,
 * `cosign verify-attestation`: https://docs.sigstore.dev/cosign/verifying/verify/). Words are quoted for a POSIX shell.
 */
export function userCommands(kinds: readonly MadeKind[], facts: CommandFacts): string[] {
  const { reference, signing } = facts;
  const { signer, summarySigner } = signing;
  const wordsOf = (kind: MadeKind): string[] => {
    switch (kind) {
      case 'signature':
      case 'signature-bundle':
        return ['verify', ...whom(signer, facts)];
      case 'record':
        return ['verify-attestation', '--type', predicateTypes.promotionRecord, ...whom(signer, facts)];
      case 'summary':
        return [
          'verify-attestation',
          '--type',
          predicateTypes.verificationSummary,
          ...whom(summarySigner, facts),
        ];
    }
  };
  return [...new Set(kinds.map((kind) => ['cosign', ...wordsOf(kind), reference].map(shellWord).join(' ')))];
}

function whom(signer: SignerConfiguration, { trust, folder }: CommandFacts): string[] {
  const root = trust?.root === undefined ? [] : ['--trusted-root', path.join(folder, trust.root)];
  if (signer.kind === 'keyless') {
    const { issuer, subject } = signer.identity;
    return ['--certificate-identity', subject, '--certificate-oidc-issuer', issuer, ...root];
  }
  const key = ['--key', path.join(folder, signer.publicKeyFile)];
  return signer.rekor === undefined ? [...key, '--insecure-ignore-tlog'] : [...key, ...root];
}
