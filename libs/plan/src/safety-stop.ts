import type { Blocker } from './plan.js';
import type { RegistryPlan } from './registry-plan.js';

/** How much may be done on one registry before a human is asked. */
export interface SafetyLimits {
  /** So many steps are never too many. */
  readonly maxSteps: number;
  /** The share of what is promised that may need a step, from 0 to 1. */
  readonly maxChange: number;
  /** Registries (`host[:port]`) that may be filled whatever it takes. */
  readonly fill: ReadonlySet<string>;
  /** Into how many parts the work is split: each part stops as the whole would. Default: 1. */
  readonly shards?: number;
}

// Of fewer images than this, each tells for itself that its source lacks it.
const fewSources = 10;

/**
 * Why nothing should be done on a registry before a human has looked: the plan wants far more than it should, which is more
 * often a wrong answer, a wrong credential or a wrong tree than work. Undefined: nothing speaks against it.
 */
export function safetyStop(plan: RegistryPlan, limits: SafetyLimits): Blocker | undefined {
  if (plan.steps === plan.attachments) return undefined;
  const reason = tooMuch(plan, limits) ?? sourcesGone(plan);
  if (reason === undefined) return undefined;
  const nowhere = { image: '', digest: '', tags: [], source: '' };
  return { kind: 'safety-stop', ...nowhere, destination: plan.registry, reason };
}

function tooMuch(plan: RegistryPlan, limits: SafetyLimits): string | undefined {
  const { registry, promised } = plan;
  // A project that begins to keep attached artifacts has one or more to bring for each image.
  const steps = plan.steps - plan.attachments;
  const { maxSteps, maxChange, fill, shards = 1 } = limits;
  if (fill.has(registry) || steps * shards <= maxSteps) return undefined;
  const amount = `${steps} steps`;
  if (isEmpty(plan)) {
    return `nothing that the manifests promise is there, and ${amount} would fill it; if this registry is new, use --fill ${registry}`;
  }
  if (steps <= promised * maxChange) return undefined;
  return (
    `${amount} for ${promised} promised digests are more than ${percent(maxChange)} of them (--max-change) ` +
    `and more than ${maxSteps} (--max-steps)`
  );
}

function isEmpty({ repositories }: RegistryPlan): boolean {
  return repositories.every(({ existing, steps, blockers }) => {
    if (existing > 0 || blockers.some(({ kind }) => kind === 'tag-moved')) return false;
    for (const { kind } of steps) if (kind === 'tag') return false;
    return true;
  });
}

function sourcesGone({ repositories }: RegistryPlan): string | undefined {
  let missing = 0;
  for (const { blockers } of repositories) {
    const gone = blockers.filter(({ kind }) => kind === 'missing-source');
    missing += new Set(gone.map(({ digest }) => digest)).size;
  }
  if (missing < fewSources) return undefined;
  let copies = 0;
  for (const { steps } of repositories) for (const { kind } of steps) if (kind === 'copy') copies += 1;
  if (missing <= copies) return undefined;
  return `the sources lack ${missing} of the ${missing + copies} digests that would be copied`;
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
