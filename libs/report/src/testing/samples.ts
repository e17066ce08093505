import { isDeepStrictEqual } from 'node:util';
import type { Blocker, InPlace, Plan, Step, StepOutcome } from '@cip/plan';
import { describeFailure, type Digest, type Failure, groupBy } from '@cip/oci';
import { sortBy } from 'es-toolkit/array';
import {
  planReport,
  type PromotionReport,
  promotionReport,
  type ReportItem,
  type RunFacts,
} from '../promotion-report.js';

/** A digest that reads well in an expectation: one hexadecimal character, repeated. */
export function digest(char: string): Digest {
  return `sha256:${char.repeat(64)}`;
}

export const where = { file: 'images/sig-node/images.yaml', line: 12 };

const pause = { image: 'pause', digest: digest('a'), source: 'gcr.io/k8s-staging/pause', where };

export function step(changes: Partial<Step> = {}): Step {
  return { kind: 'copy', ...pause, tags: ['3.10'], destination: 'us.gcr.io/prod/pause', ...changes };
}

export function blocker(changes: Partial<Blocker> = {}): Blocker {
  return { ...step(), kind: 'tag-moved', reason: 'the destination has another digest', ...changes };
}

/** A registry that does not answer `GET` of an URL below its `/v2/`; with the sentence that is made of it. */
export function unavailable(host: string, path: string): { reason: string; failure: Failure } {
  const failure: Failure = {
    code: 'UNAVAILABLE',
    reason: 'status 503: UNAVAILABLE come back later',
    remedy: 'try later',
    host,
    request: { method: 'GET', url: `https://${host}/v2/${path}` },
    status: 503,
    registryCode: 'UNAVAILABLE',
  };
  return { reason: describeFailure(failure), failure };
}

export function inPlace(changes: Partial<InPlace> = {}): InPlace {
  return { ...step(), kind: 'copy', ...changes };
}

export function plan(changes: Partial<Plan> = {}): Plan {
  const { steps = [], blockers = [], ...others } = changes;
  const sorted = { steps: sortBy([...steps], ['destination']), blockers: sortBy(blockers, ['destination']) };
  return { version: 1, manifests: digest('f'), existing: 0, ...others, ...sorted };
}

function destinationOf({ destination }: { readonly destination: string }): string {
  return destination;
}

/** What became of a step. */
export interface SampleOutcome extends StepOutcome {
  readonly step: Step;
}

export function outcome(changes: Partial<SampleOutcome> = {}): SampleOutcome {
  return { step: step(), state: 'promoted', blockers: [], ...changes };
}

type ReadReport = PromotionReport & { readonly items: readonly ReportItem[] };

/** The report of a promotion with these outcomes, its items in memory. */
export function promoted(plan: Plan, outcomes: readonly SampleOutcome[], facts: RunFacts): ReadReport {
  const byDestination = groupBy([...plan.steps], destinationOf);
  const outcomeOf = (destination: string, position: number): SampleOutcome | undefined => {
    const step = byDestination.get(destination)?.[position];
    return outcomes.find((one) => isDeepStrictEqual(one.step, step));
  };
  return read(promotionReport(plan, outcomeOf, facts));
}

/** The report of a plan, its items in memory. */
export function planned(plan: Plan, facts: RunFacts): ReadReport {
  return read(planReport(plan, facts));
}

function read(report: PromotionReport): ReadReport {
  return { ...report, items: [...report.items] };
}

/** What is rendered in pieces, as a whole. */
export function whole(pieces: Iterable<string>): string {
  return [...pieces].join('');
}

/** Registries of one organisation in as many regions as asked for. */
export function regions(amount: number): string[] {
  return Array.from({ length: amount }, (_, i) => `region${i}-docker.pkg.dev/prod/images`);
}

/** The same step to each registry. */
export function stepsTo(registries: readonly string[], changes: Partial<Step> = {}): Step[] {
  const one = step(changes);
  return registries.map((registry) => ({ ...one, destination: `${registry}/${one.image}` }));
}
