import type { BuildLevel, ProvenancePolicy } from '@cip/manifest';
import type { Digest } from '@cip/oci';
import { partition } from 'es-toolkit';
import type { AttestedImage } from './attestation.js';
import { isBuildProvenance } from './build-facts.js';
import type { AcceptedAttestation } from './evaluation.js';
import { judgeAttestation, type ProvenBuild } from './judge-attestation.js';
import type { ReadAttestation } from './read-attestation.js';
import { shown } from './words.js';

/** What a policy makes of one digest, by the attestations about it alone. */
export interface DigestEvaluation {
  /** Whether there is build provenance about it or attached to it, passing or not, or there may be some. */
  readonly hasProvenance: boolean;
  /** The best that passes. */
  readonly build?: ProvenBuild;
  readonly accepted: readonly AcceptedAttestation[];
  readonly violations: readonly string[];
  readonly notes: readonly string[];
}

/** What a policy demands of images with a name, besides what it demands of all. */
export interface Demand {
  readonly level: BuildLevel;
  /** The name that it goes by. */
  readonly name: string;
}

/** `concerning` are the attestations that are about the image, or attached to it and about no other in question. */
export function evaluateDigest(
  policy: ProvenancePolicy,
  image: AttestedImage,
  concerning: readonly ReadAttestation[],
  demand?: Demand,
): DigestEvaluation {
  const { digest } = image;
  const accepted: AcceptedAttestation[] = [];
  const builds: ProvenBuild[] = [];
  const rejected: { readonly read: ReadAttestation; readonly text: string }[] = [];
  for (const read of concerning.filter(({ attestation }) => attestation.verification.kind !== 'unknown')) {
    const judgement = judgeAttestation(policy, read, digest);
    if (judgement.kind === 'accepted') {
      const { predicateType, signer, build } = judgement;
      accepted.push({ about: digest, attestation: read.attestation, predicateType, signer });
      if (build) builds.push(build);
    } else {
      rejected.push({ read, text: `${nameOf(read)} does not count: ${judgement.why}` });
    }
  }
  const build = bestOf(builds);
  const unread = whyUnread(image);
  const low = build && demand && build.level < demand.level ? lowText(build, demand) : undefined;
  // What was rejected may be what should have reached the level.
  const isFailed = !build || low !== undefined;
  const [failed, ignored] = partition(rejected, ({ read }) => isFailed && read.says?.build !== undefined);
  const anyProvenance = build !== undefined || failed.length > 0;
  return {
    hasProvenance: anyProvenance || unread.length > 0,
    ...(build && { build }),
    accepted,
    violations: [
      ...unread,
      ...(low === undefined || unread.length > 0 ? [] : [low]),
      ...failed.map(({ text }) => text),
      // What was not read may be what is missing.
      ...(unread.length > 0 ? [] : missing(policy, image, accepted, anyProvenance)),
    ],
    notes: [
      ...ignored.map(({ text }) => text),
      ...accepted.filter(({ predicateType }) => !isAskedFor(policy, predicateType)).map(otherTypeText),
    ],
  };
}

/** The attestations by the digests that they are about; one that is about none of those in question, by where it is attached. */
export function concerningEach(
  attestations: readonly ReadAttestation[],
): ReadonlyMap<Digest, readonly ReadAttestation[]> {
  const concerning = new Map<Digest, ReadAttestation[]>();
  for (const read of attestations) {
    const about = read.says?.about ?? new Set();
    for (const digest of about.size > 0 ? about : [read.at]) {
      const known = concerning.get(digest);
      if (known) known.push(read);
      else concerning.set(digest, [read]);
    }
  }
  return concerning;
}

/** A read that failed may hide anything, so nothing is satisfied by what was read besides. */
export function whyUnread({ unread, attestations }: AttestedImage): readonly string[] {
  return [
    ...(unread === undefined ? [] : [`some of its attestations could not be read: ${shown(unread)}`]),
    ...attestations.flatMap(({ shownAs, verification }) =>
      verification.kind === 'unknown'
        ? [`${shown(shownAs)} could not be read: ${shown(verification.why)}`]
        : [],
    ),
  ].sort();
}

function bestOf(builds: readonly ProvenBuild[]): ProvenBuild | undefined {
  return builds.reduce<ProvenBuild | undefined>(
    (best, build) => (best && best.level >= build.level ? best : build),
    undefined,
  );
}

function missing(
  policy: ProvenancePolicy,
  image: AttestedImage,
  accepted: readonly AcceptedAttestation[],
  anyProvenance: boolean,
): string[] {
  const attested = new Set(accepted.map(({ predicateType }) => predicateType));
  const types = policy.predicateTypes.filter((type) => !attested.has(type));
  return [
    ...(anyProvenance ? [] : [noProvenanceText(image)]),
    ...types.map((type) => `nothing of the type ${shown(type)} is attested by a signer of the policy`),
  ];
}

function lowText({ level, builder }: ProvenBuild, demand: Demand): string {
  return `its build provenance, of the builder ${builder}, reaches level ${level}, and the policy demands level ${demand.level} of ${shown(demand.name)}`;
}

function isAskedFor({ predicateTypes }: ProvenancePolicy, type: string): boolean {
  return isBuildProvenance(type) || predicateTypes.includes(type);
}

function nameOf({ attestation: { shownAs }, says }: ReadAttestation): string {
  const name = shown(shownAs);
  if (!says) return name;
  return says.build ? `the build provenance in ${name}` : `the ${shown(says.predicateType)} in ${name}`;
}

function otherTypeText({ attestation, predicateType }: AcceptedAttestation): string {
  return `${shown(attestation.shownAs)} attests ${shown(predicateType)}, which the policy does not ask for`;
}

function noProvenanceText({ kind }: AttestedImage): string {
  return kind === 'index'
    ? 'the index has no build provenance of its own'
    : 'the image has no build provenance';
}
