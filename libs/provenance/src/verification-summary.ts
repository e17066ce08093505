import type { BuildLevel } from '@cip/manifest';
import type { Digest } from '@cip/oci';
import {
  type DigestSet,
  digestSetOf,
  type InTotoStatement,
  statementAbout,
  timestampOf,
  withoutEmpty,
} from './in-toto-statement.js';
import { predicateTypes } from './predicate-types.js';

/** An attestation that a policy accepted. */
export interface InputAttestation {
  /** Where it was found: `REPOSITORY@sha256:…` of a bundle's manifest, `REPOSITORY:sha256-….att` of an envelope. */
  readonly uri: string;
  /** Of the bundle itself, or of the payload of the envelope. */
  readonly digest: Digest;
}

/** What the policies made of one staging image. */
export interface SummarySource {
  /** One for each policy that applies. Without any, nothing is claimed of the build. */
  readonly outcomes: readonly { readonly satisfied: boolean; readonly level?: BuildLevel }[];
  readonly inputs: readonly InputAttestation[];
}

/** The reviewed manifest that an image was promoted from, at a commit: without one, there is no summary. */
export interface SummaryPolicy {
  /** Of the repository, such as `git+https://github.com/kubernetes/k8s.io`. */
  readonly uri: string;
  /** In the repository; absent when the policies come from several manifests. */
  readonly path?: string;
  readonly gitCommit: string;
}

/** What a verification summary of one promoted digest is made of. */
export interface SummaryFacts {
  /** As users call the image, without tag or digest. */
  readonly publicName: string;
  readonly digest: Digest;
  /** When it was verified. */
  readonly time: Date;
  /** `version` holds the versions of the programs that verified, by their names. */
  readonly verifier: { readonly id: string; readonly version: Readonly<Record<string, string>> };
  readonly policy: SummaryPolicy;
  /** The staging images that the digest was promoted from: usually one, and at least one. */
  readonly sources: readonly SummarySource[];
  /** Levels of the project's own that each promoted image has, such as `K8S_PROMOTION_MANIFEST_REVIEWED`. */
  readonly levels: readonly string[];
}

/**
 * The verdict on a promoted digest (SLSA 1.0, "Verification Summary Attestation"), as kpromo writes it: passed when each policy
 * is satisfied, at the lowest level that any of them verified. Throws `TypeError` without a source.
 */
export function verificationSummary(facts: SummaryFacts): InTotoStatement {
  const { publicName, digest, time, verifier, policy, sources } = facts;
  if (sources.length === 0) throw new TypeError(`no staging image of ${digest} was verified`);
  const passed = isPassed(sources);
  const predicate = withoutEmpty({
    verifier,
    timeVerified: timestampOf(time),
    resourceUri: `${publicName}@${digest}`,
    policy: { uri: uriOf(policy), digest: { gitCommit: policy.gitCommit } },
    inputAttestations: inputsOf(sources),
    verificationResult: passed ? 'PASSED' : 'FAILED',
    verifiedLevels: passed ? [buildLevelOf(sources), ...facts.levels] : ['FAILED'],
    slsaVersion: '1.0',
  });
  return statementAbout({ name: publicName, digest }, predicateTypes.verificationSummary, predicate);
}

/**
 * What a platform manifest that no manifest lists contributes to its own summary: what its own attestations prove, or else no
 * claim about its build. Such a claim still fails with that of the index.
 */
export function sourceOfPlatform(index: SummarySource, own?: SummarySource): SummarySource {
  if (own && own.outcomes.length > 0 && isPassed([own])) return own;
  return { outcomes: isPassed([index]) ? [] : [{ satisfied: false }], inputs: [] };
}

/** The manifest that some summaries share, or their repository when they come from several manifests of it. */
export function commonPolicy(first: SummaryPolicy, ...others: readonly SummaryPolicy[]): SummaryPolicy {
  const { uri, gitCommit } = first;
  return others.every((other) => uriOf(other) === uriOf(first)) ? first : { uri, gitCommit };
}

function isPassed(sources: readonly SummarySource[]): boolean {
  return sources.every(({ outcomes }) => outcomes.every(({ satisfied }) => satisfied));
}

/** A level that was not verified is never claimed, whatever else was. */
function buildLevelOf(sources: readonly SummarySource[]): string {
  const levels = sources.flatMap(({ outcomes }) =>
    outcomes.length === 0 ? [undefined] : outcomes.map(({ level }) => level),
  );
  const known = levels.filter((level) => level !== undefined);
  return `SLSA_BUILD_LEVEL_${known.length < levels.length ? 'UNEVALUATED' : Math.min(...known)}`;
}

function inputsOf(sources: readonly SummarySource[]): { uri: string; digest: DigestSet }[] {
  const inputs = sources.flatMap((source) => source.inputs);
  const unique = new Map(inputs.map((input) => [`${input.uri} ${input.digest}`, input]));
  return [...unique.values()].map(({ uri, digest }) => ({ uri, digest: digestSetOf(digest) }));
}

function uriOf({ uri, path }: SummaryPolicy): string {
  return path === undefined ? uri : `${uri}#${path}`;
}
