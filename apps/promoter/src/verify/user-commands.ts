import path from 'node:path';
import type { SignerConfiguration, SigningConfiguration, TrustConfiguration } from '@cip/configuration';
import { predicateTypes } from '@cip/provenance';
import { shellWord } from '../manifest/shell-word.js';
import { type Said, textIn, textsIn } from './said-in.js';

/** What the commands verify, and with what. */
export interface CommandFacts {
  /** As users call it: `NAME@DIGEST`. */
  readonly reference: string;
  readonly digest: string;
  readonly signing: Pick<SigningConfiguration, 'signer' | 'summarySigner' | 'promoter'>;
  readonly trust: TrustConfiguration | undefined;
  /** That the files of the configuration are relative to. */
  readonly folder: string;
}

/**
 * The commands by which anybody verifies what the promoter signed, with cosign 3 (`cosign verify`, `cosign verify-attestation`:
 * https://docs.sigstore.dev/cosign/verifying/verify/), and a summary that a key signed with slsa-verifier 2 as well (`slsa-verifier
 * verify-vsa`: https://github.com/slsa-framework/slsa-verifier), which takes public keys alone. To be run in this order, in a POSIX
 * shell.
 */
export function userCommands(found: readonly Said[], facts: CommandFacts): string[] {
  return [...new Set(found.flatMap((said) => commandsFor(said, facts)))];
}

function commandsFor(said: Said, facts: CommandFacts): string[] {
  const { signer, summarySigner } = facts.signing;
  switch (said.kind) {
    case 'signature':
    case 'signature-bundle':
      return [commandOf('cosign', 'verify', ...whom(signer, facts), facts.reference)];
    case 'record':
      return [attestation(predicateTypes.promotionRecord, signer, facts)];
    case 'summary': {
      const cosign = attestation(predicateTypes.verificationSummary, summarySigner, facts);
      const slsa = slsaVerifier(said, facts);
      return slsa === undefined ? [cosign] : [`${cosign} > summary.json`, slsa];
    }
  }
}

function attestation(type: string, signer: SignerConfiguration, facts: CommandFacts): string {
  return commandOf('cosign', 'verify-attestation', '--type', type, ...whom(signer, facts), facts.reference);
}

/** Undefined where slsa-verifier cannot tell: it knows levels by their numbers, and nothing but what passed. */
function slsaVerifier({ predicate }: Said, facts: CommandFacts): string | undefined {
  const { reference, digest, folder } = facts;
  const { summarySigner, promoter } = facts.signing;
  const levels = textsIn(predicate, 'verifiedLevels');
  const isKnown = levels.every((level) => !level.startsWith('SLSA_') || /_LEVEL_\d+$/.test(level));
  const isPassed = textIn(predicate, 'verificationResult') === 'PASSED';
  if (summarySigner.kind !== 'key' || promoter.verifierId === undefined || !isKnown || !isPassed)
    return undefined;
  return commandOf(
    ...['slsa-verifier', 'verify-vsa', '--attestation-path', 'summary.json'],
    ...['--subject-digest', digest, '--resource-uri', reference, '--verifier-id', promoter.verifierId],
    ...levels.flatMap((level) => ['--verified-level', level]),
    ...['--public-key-path', path.join(folder, summarySigner.publicKeyFile)],
  );
}

function commandOf(...words: readonly string[]): string {
  return words.map(shellWord).join(' ');
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
