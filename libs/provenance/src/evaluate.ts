import { type BuildLevel, demandedLevel, type ProvenancePolicy } from '@cip/manifest';
import type { AttestedImage } from './attestation.js';
import { concerningEach, type Demand, type DigestEvaluation, evaluateDigest } from './evaluate-digest.js';
import type { Evaluation } from './evaluation.js';
import type { ProvenBuild } from './judge-attestation.js';
import { childrenOf, readAttestations } from './read-attestation.js';
import { bounded, onPlatform } from './words.js';

/**
 * Whether an image satisfies a policy, by what was discovered of it. An index does by provenance about itself, or else, when it
 * has none at all, when each of its platform manifests does. `name` is that of the image relative to the source of the policy
 * (see `nameBelow`): it selects the level that `levels` of the policy demand.
 */
export function evaluate(policy: ProvenancePolicy, image: AttestedImage, name: string): Evaluation {
  const concerning = concerningEach(readAttestations(image));
  const judged = (each: AttestedImage, demand?: Demand): DigestEvaluation =>
    evaluateDigest(policy, each, concerning.get(each.digest) ?? [], demand);
  const level = demandedLevel(policy.levels, name);
  const demand = level && { level, name };
  const own = judged(image, demand);
  // What an index passes through is held to its level; what it does not pass through is not.
  const ofPlatforms = own.hasProvenance ? undefined : demand;
  const platforms = childrenOf(image).map((child) => ({ child, evaluation: judged(child, ofPlatforms) }));
  const verdict = verdictOf(own, platforms);
  return {
    satisfied: verdict.violations.length === 0,
    ...(verdict.violations.length === 0 ? provenBy(verdict.builds) : { by: [] }),
    accepted: [own, ...platforms.map(({ evaluation }) => evaluation)].flatMap(({ accepted }) => accepted),
    violations: bounded(verdict.violations),
    notes: bounded([
      ...own.notes,
      ...platforms.flatMap(({ child, evaluation }) =>
        evaluation.notes.map((note) => onPlatform(child, note)),
      ),
    ]),
  };
}

const throughPlatforms =
  'the index has no build provenance of its own, and not all of its platform manifests satisfy the policy';

interface Platform {
  readonly child: AttestedImage;
  readonly evaluation: DigestEvaluation;
}

/** `builds` are those that the level comes from. */
interface Verdict {
  readonly violations: readonly string[];
  readonly builds: readonly ProvenBuild[];
}

function verdictOf(own: DigestEvaluation, platforms: readonly Platform[]): Verdict {
  if (own.hasProvenance || platforms.length === 0) {
    return { violations: own.violations, builds: own.build ? [own.build] : [] };
  }
  const violations = platforms.flatMap(({ child, evaluation }) =>
    evaluation.violations.map((violation) => onPlatform(child, violation)),
  );
  return {
    violations: violations.length === 0 ? [] : [throughPlatforms, ...violations],
    builds: platforms.flatMap(({ evaluation: { build } }) => build ?? []),
  };
}

function provenBy(builds: readonly ProvenBuild[]): Pick<Evaluation, 'level' | 'by'> {
  const levels = builds.map(({ level }) => level);
  const level = levels.reduce<BuildLevel>((lowest, each) => (each < lowest ? each : lowest), 3);
  return { level, by: [...new Set(builds.map(({ builder }) => builder))].sort() };
}
