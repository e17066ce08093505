import { failureOf, messageOf, type WriteOnceTarget } from '@cip/oci';
import { type Blocker, type Step, type StepOutcome, tagMovedReason } from '@cip/plan';
import { CopyError } from './errors.js';
import type { DestinationFacts, Job, JobResult } from './job.js';
import { type RunOptions, runJobs } from './run-jobs.js';

/** Where the repositories of a plan are found. */
export interface Targets {
  repository(name: string): WriteOnceTarget;
}

export interface CarryOutOptions extends RunOptions {
  /** What the planning run knows of a destination repository; without it, everything is looked up again. */
  readonly facts?: (repository: string) => DestinationFacts | undefined;
  /** A repository path on the same registry that is believed to hold the blobs, as in {@link Job}. */
  readonly mountFrom?: (repository: string) => string | undefined;
  /** Called as soon as each step is finished. */
  readonly onOutcome?: (outcome: StepOutcome) => void;
}

interface StepJob extends Job {
  readonly step: Step;
}

/**
 * Carries out the steps of a plan and reads back what was written. The failure of one step stops no other; after an
 * abort, what was not finished is `planned`. Outcomes come in the order of the steps.
 */
export async function carryOut(
  steps: readonly Step[],
  registry: Targets,
  options: CarryOutOptions = {},
): Promise<StepOutcome[]> {
  const outcomes = new Map<Step, StepOutcome>();
  const jobs = [...steps].sort(bySourceAndDigest).map((step) => toJob(step, registry, options));
  await runJobs(jobs, options, ({ step }, result) => {
    const outcome = toOutcome(step, result);
    outcomes.set(step, outcome);
    options.onOutcome?.(outcome);
  });
  return steps.flatMap((step) => outcomes.get(step) ?? []);
}

/** The same order for every destination registry, so that they want the same blobs at about the same time. */
function bySourceAndDigest(a: Step, b: Step): number {
  const [left, right] = [`${a.source}@${a.digest}`, `${b.source}@${b.digest}`];
  return left < right ? -1 : left > right ? 1 : 0;
}

function toJob(step: Step, registry: Targets, options: CarryOutOptions): StepJob {
  const facts = options.facts?.(step.destination);
  const mountFrom = options.mountFrom?.(step.destination);
  return {
    kind: step.kind,
    digest: step.digest,
    tags: step.tags,
    source: registry.repository(step.source),
    target: registry.repository(step.destination),
    step,
    ...(facts && { facts }),
    ...(mountFrom !== undefined && { mountFrom }),
  };
}

function toOutcome(step: Step, result: JobResult): StepOutcome {
  const { image, digest, source, destination, where } = step;
  const blockers = result.taken.map(({ tag, holder }): Blocker => ({
    kind: 'tag-moved',
    image,
    digest,
    tags: [tag],
    source,
    destination,
    reason: tagMovedReason(holder),
    holder,
    ...(where && { where }),
  }));
  return { step, state: result.state, blockers, ...(result.error !== undefined && whyFailed(result.error)) };
}

function whyFailed(error: unknown): Pick<StepOutcome, 'reason' | 'failure' | 'side' | 'operation'> {
  const facts = { reason: messageOf(error), failure: failureOf(error) };
  return error instanceof CopyError ? { ...facts, side: error.side, operation: error.operation } : facts;
}
