import { type Builder, type BuildLevel, claimableBy, type ProvenancePolicy, standsFor } from '@cip/manifest';
import type { Digest } from '@cip/oci';
import type { ProvenSigner } from './attestation.js';
import type { BuildFacts } from './build-facts.js';
import { whyNotCalled } from './check-caller.js';
import { signersMatching } from './match-signer.js';
import type { ReadAttestation } from './read-attestation.js';
import { isFromSource } from './source-repository.js';
import { listed, shortDigest, shown, signerText } from './words.js';

/** What a policy makes of an attestation that is about an image, or attached to it. */
export type Judgement =
  | {
      readonly kind: 'accepted';
      readonly predicateType: string;
      readonly signer: ProvenSigner;
      /** Of build provenance alone. */
      readonly build?: ProvenBuild;
    }
  /** `why` is the end of "… does not count: …". */
  | { readonly kind: 'rejected'; readonly why: string };

export interface ProvenBuild {
  readonly level: BuildLevel;
  readonly builder: string;
}

type Rejected = Extract<Judgement, { kind: 'rejected' }>;

/** Holds an attestation against a policy, for the image with this digest. */
export function judgeAttestation(policy: ProvenancePolicy, read: ReadAttestation, digest: Digest): Judgement {
  const trust = trustIn(policy, read);
  if (trust.kind === 'rejected') return trust;
  if (!read.says) return rejected(`it is not a statement: ${read.why ?? 'nothing could be read'}`);
  const { about, predicateType, build } = read.says;
  if (!about.has(digest)) return rejected(otherSubjectText(read.says));
  const { signer } = trust;
  if (!build) return { kind: 'accepted', predicateType, signer };
  const proven = judgeBuild(policy, build, trust);
  return 'why' in proven ? proven : { kind: 'accepted', predicateType, signer, build: proven };
}

interface Trust {
  readonly kind: 'trusted';
  readonly signer: ProvenSigner;
  /** The signers of the policy that it matches, and whoever else signed the same. */
  readonly matched: readonly string[];
}

function trustIn(
  policy: ProvenancePolicy,
  { attestation: { verification } }: ReadAttestation,
): Trust | Rejected {
  switch (verification.kind) {
    case 'verified': {
      const matches = verification.signers.map((signer) => ({
        signer,
        matched: signersMatching(policy, signer),
      }));
      const first = matches.find(({ matched }) => matched.length > 0);
      if (!first) return rejected(foreignText(policy, verification.signers));
      return { kind: 'trusted', signer: first.signer, matched: matches.flatMap(({ matched }) => matched) };
    }
    case 'unsigned':
      return rejected('it is not signed');
    case 'unverifiable':
      return rejected(`there is nothing to verify its signature with: ${shown(verification.why)}`);
    case 'failed':
      return rejected(`its signature does not verify: ${shown(verification.why)}`);
    case 'unknown':
      return rejected(`it could not be read: ${shown(verification.why)}`);
  }
}

function judgeBuild(policy: ProvenancePolicy, facts: BuildFacts, trust: Trust): ProvenBuild | Rejected {
  const { builder, sources, incomplete } = facts;
  const claimable = claimableBy(trust.matched, policy.builders);
  const who = signerText(trust.signer);
  if (claimable.length === 0) return rejected(`its signer ${who} may claim none of the builders`);
  if (builder === undefined) return rejected('it names no builder');
  if (!claimable.some(({ id }) => standsFor(id, builder))) {
    return rejected(
      `it names the builder ${shown(builder)}, and its signer ${who} may claim only ${listed(claimable.map(({ id }) => id))}`,
    );
  }
  if (sources.length === 0) return rejected(noSourceText(facts));
  const foreign = sources.filter((source) => !policy.sources.some((wanted) => isFromSource(source, wanted)));
  if (foreign.length > 0) {
    return rejected(`it was built from ${listed(foreign)}, and the policy allows ${listed(policy.sources)}`);
  }
  const callers = claimable.flatMap(({ id, caller }) => (caller && standsFor(id, builder) ? caller : []));
  const certified = trust.signer.kind === 'certificate' ? trust.signer : {};
  const uncalled = whyNotCalled(callers, facts, certified, policy.sources);
  if (uncalled !== undefined) return rejected(uncalled);
  const ceiling = lowestLevel(claimable);
  const level = incomplete && incomplete.level < ceiling ? incomplete.level : ceiling;
  if (policy.level === undefined || level >= policy.level) return { level, builder: shown(builder) };
  const reason =
    ceiling < policy.level
      ? `its signer ${who} may claim ${listed(claimable.filter((each) => each.level === ceiling).map(({ id }) => id))}`
      : `it names no ${incomplete?.lacks ?? 'builder'}`;
  return rejected(
    `it reaches level ${level} at most, since ${reason}, and the policy demands level ${policy.level}`,
  );
}

/** Of the builders that an identity may claim the lowest counts: which one it was, only the identity says. */
function lowestLevel(builders: readonly Builder[]): BuildLevel {
  return builders.reduce<BuildLevel>((lowest, { level }) => (level < lowest ? level : lowest), 3);
}

function rejected(why: string): Rejected {
  return { kind: 'rejected', why };
}

function foreignText(policy: ProvenancePolicy, signers: readonly ProvenSigner[]): string {
  const [first] = signers;
  if (!first) return 'its signature names no signer';
  const others = signers.length > 1 ? ` and ${signers.length - 1} more` : '';
  const trusted = listed(policy.signers.map(({ text }) => text));
  return `it is signed by ${signerText(first)}${others}, and the policy trusts ${trusted}`;
}

function otherSubjectText({ otherSubject }: NonNullable<ReadAttestation['says']>): string {
  return otherSubject === undefined
    ? 'it is about nothing that has a sha256 or sha512 digest'
    : `it is about ${shortDigest(otherSubject)}`;
}

function noSourceText({ buildType }: BuildFacts): string {
  const where = buildType === undefined ? '' : ` where builds of the type ${shown(buildType)} have it`;
  return `it names no source repository${where}`;
}
