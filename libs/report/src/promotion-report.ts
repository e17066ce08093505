import { compareTexts } from '@cip/manifest';
import type { Failure, Shard } from '@cip/oci';
import type { Blocker, BlockerKind, InPlace, Plan, Side, Step, StepOutcome, Where } from '@cip/plan';
import type { Wait } from './waits.js';

export type ItemState = 'planned' | 'promoted' | 'existing' | 'blocked' | 'failed';

/**
 * One digest in one destination repository with all of its tags; of a blocker, one tag. `source` and `destination`
 * are repositories with their registry, empty where a mistake in a manifest leaves them unknown.
 */
export interface ReportItem {
  readonly kind: 'copy' | 'tag' | BlockerKind;
  readonly state: ItemState;
  /** The image's `name` in the manifest. */
  readonly image: string;
  readonly digest: string;
  readonly tags: readonly string[];
  readonly source: string;
  readonly destination: string;
  readonly reason?: string;
  /** Of what could not be read or written: the facts that `reason` was made of. */
  readonly failure?: Failure;
  /** Where that was: which side could not be read, or on which side a step failed. */
  readonly side?: Side;
  /** What was being done when a step failed, as in `pushing manifest`. */
  readonly operation?: string;
  /** Of a tag that was moved: the digest that has it. */
  readonly holder?: string;
  readonly where?: Where;
}

/** Every figure counts items, but for `requests`. */
export interface ReportSummary {
  /** Left to do: by a dry run, or because a signal came first. */
  readonly planned: number;
  readonly promoted: number;
  /** Those among `promoted` whose digest was there already and that only lacked tags. */
  readonly tagged: number;
  readonly existing: number;
  readonly blocked: number;
  readonly failed: number;
  /** Sent by the whole run, with those for tokens. */
  readonly requests: number;
}

/** What `cip plan` found or `cip promote` did; its JSON Schema is `docs/cli/schema/promotion-report.json`. */
export interface PromotionReport {
  readonly version: 1;
  readonly command: 'plan' | 'promote';
  readonly summary: ReportSummary;
  /** The part of the work that this is about; the others report the rest. */
  readonly shard?: Shard;
  /** The signal that ended the run. What is not among the items then is unknown, not in order. */
  readonly interrupted?: 'SIGINT' | 'SIGTERM';
  /** Limits of requests a second that took a good part of the time; absent for none. */
  readonly waits?: readonly Wait[];
  /** Sorted by destination, image, digest and tags. What is in place is only in here when the plan lists it. */
  readonly items: readonly ReportItem[];
}

/** What a plan cannot tell. */
export interface RunFacts {
  readonly requests: number;
  /** The signal that ended the run. */
  readonly interrupted?: 'SIGINT' | 'SIGTERM';
  /** Limits that took a good part of the time. */
  readonly waits?: readonly Wait[];
}

/** The report of a plan that nobody carries out: every step is `planned`. */
export function planReport(plan: Plan, facts: RunFacts): PromotionReport {
  return reportOf('plan', plan, plan.steps.map(planned), 0, facts);
}

/**
 * The report of a promotion. A step without an outcome is `planned`, as if a signal had come before it; an outcome of
 * state `blocked` is told by its blockers alone.
 */
export function promotionReport(
  plan: Plan,
  outcomes: readonly StepOutcome[],
  facts: RunFacts,
): PromotionReport {
  const reached = new Set(outcomes.map(({ step }) => keyOf(step)));
  const found = outcomes.filter(({ state }) => state === 'existing').length;
  const items = plan.steps.filter((step) => !reached.has(keyOf(step))).map(planned);
  for (const outcome of outcomes) {
    for (const blocker of outcome.blockers) items.push(blocked(blocker));
    const listed = outcome.state !== 'existing' || plan.inPlace !== undefined;
    if (outcome.state !== 'blocked' && listed) items.push(carriedOut(outcome, outcome.state));
  }
  return reportOf('promote', plan, items, found, facts);
}

function reportOf(
  command: PromotionReport['command'],
  plan: Plan,
  ofSteps: readonly ReportItem[],
  foundInPlace: number,
  facts: RunFacts,
): PromotionReport {
  const blockers = plan.blockers.map(blocked);
  const inPlace = (plan.inPlace ?? []).map(existing);
  const items = [...ofSteps, ...blockers, ...inPlace].sort(compareItems);
  const { interrupted, waits = [] } = facts;
  const summary = summaryOf(items, plan.existing + foundInPlace, facts);
  const { shard } = plan;
  return {
    version: 1,
    command,
    summary,
    ...(shard && { shard }),
    ...(interrupted && { interrupted }),
    ...(waits.length > 0 && { waits }),
    items,
  };
}

function summaryOf(items: readonly ReportItem[], inPlace: number, facts: RunFacts): ReportSummary {
  const counts = { planned: 0, promoted: 0, existing: 0, blocked: 0, failed: 0 };
  let tagged = 0;
  for (const item of items) {
    counts[item.state] += 1;
    if (item.state === 'promoted' && item.kind === 'tag') tagged += 1;
  }
  const { planned, promoted, blocked, failed } = counts;
  return { planned, promoted, tagged, existing: inPlace, blocked, failed, requests: facts.requests };
}

function planned(step: Step): ReportItem {
  return { ...shared(step), kind: step.kind, state: 'planned' };
}

function existing(item: InPlace): ReportItem {
  return { ...shared(item), kind: item.kind, state: 'existing' };
}

function blocked(blocker: Blocker): ReportItem {
  const { kind, reason, failure, side, holder } = blocker;
  return {
    ...shared(blocker),
    kind,
    state: 'blocked',
    reason,
    ...(failure && { failure }),
    ...(side && { side }),
    ...(holder !== undefined && { holder }),
  };
}

function carriedOut(outcome: StepOutcome, state: Exclude<ItemState, 'blocked'>): ReportItem {
  const { step, reason, failure, side, operation, blockers } = outcome;
  const taken = new Set(blockers.flatMap(({ tags }) => tags));
  const tags = step.tags.filter((tag) => !taken.has(tag));
  return {
    ...shared(step),
    tags,
    kind: step.kind,
    state,
    ...(reason !== undefined && { reason }),
    ...(failure && { failure }),
    ...(side && { side }),
    ...(operation !== undefined && { operation }),
  };
}

function shared(item: Step | Blocker | InPlace): Omit<ReportItem, 'kind' | 'state' | 'reason'> {
  const { image, digest, tags, source, destination, where } = item;
  return { image, digest, tags, source, destination, ...(where && { where }) };
}

function keyOf(step: Step): string {
  return `${step.destination} ${step.digest} ${step.image}`;
}

function compareItems(a: ReportItem, b: ReportItem): number {
  return (
    compareTexts(a.destination, b.destination) ||
    compareTexts(a.image, b.image) ||
    compareTexts(a.digest, b.digest) ||
    compareTags(a.tags, b.tags) ||
    compareTexts(a.kind, b.kind) ||
    compareTexts(a.reason ?? '', b.reason ?? '')
  );
}

function compareTags(a: readonly string[], b: readonly string[]): number {
  const differing = a.findIndex((tag, i) => tag !== b[i]);
  return differing < 0 ? a.length - b.length : compareTexts(a[differing] ?? '', b[differing] ?? '');
}
