import { compareTexts, type Failure, type Shard } from '@cip/oci';
import type { PolicyOutcome } from '@cip/provenance';
import {
  type AttachedTo,
  type Blocker,
  type BlockerKind,
  type InPlace,
  LazyList,
  type List,
  type Plan,
  type Side,
  type Signs,
  type Step,
  type StepOutcome,
  type Where,
} from '@cip/plan';
import type { SharedRun } from './shards/shared-run.js';
import type { Uncompared, UnfinishedShard } from './shards/unfinished.js';
import type { Wait } from './waits.js';

export type ItemState = 'planned' | 'promoted' | 'existing' | 'blocked' | 'failed';

/**
 * One digest in one destination repository with all of its tags; of a blocker, one tag. `source` and `destination`
 * are repositories with their registry, empty where a mistake in a manifest leaves them unknown.
 */
export interface ReportItem {
  readonly kind: Step['kind'] | BlockerKind;
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
  /** Of an attached artifact: what it belongs to, and what it is. */
  readonly attached?: AttachedTo;
  /** Of a digest that is signed: what is made for it. */
  readonly signs?: Signs;
  /** What provenance policies say of the image; absent where none applies. */
  readonly proof?: readonly PolicyOutcome[];
  readonly where?: Where;
}

/** Something attached to an image of a source that did not go along with it. */
export interface LeftBehind {
  /** The repository with its registry. */
  readonly source: string;
  /** What it is attached to. */
  readonly on: string;
  readonly digest: string;
  readonly tag?: string;
  /** The end of "it …". */
  readonly why: string;
}

/** Every figure counts items, but for `requests`. */
export interface ReportSummary {
  /** Left to do: by a dry run, or because a signal came first. */
  readonly planned: number;
  readonly promoted: number;
  /** Those among `promoted` whose digest was there already and that only lacked tags. */
  readonly tagged: number;
  /** Those among `planned`, `promoted` and `failed` that are attached artifacts. */
  readonly attached: number;
  /** Those among `planned`, `promoted` and `failed` that are to be signed. */
  readonly signed: number;
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
  /** Of a shard: the run that it is a part of. */
  readonly run?: SharedRun;
  /** The signal that ended the run. What is not among the items then is unknown, not in order. */
  readonly interrupted?: 'SIGINT' | 'SIGTERM';
  /** Destination registries of which nothing is known, as a signal came first, sorted; absent for none. */
  readonly uncompared?: readonly Uncompared[];
  /** Of the report of several shards: those that did not do all of their part, sorted; absent for none. */
  readonly unfinished?: readonly UnfinishedShard[];
  /** Limits of requests a second that took a good part of the time; absent for none. */
  readonly waits?: readonly Wait[];
  /** What is attached to images and did not go along, sorted by source; absent for nothing. */
  readonly leftBehind?: readonly LeftBehind[];
  /** Sorted by destination, image, digest and tags. What is in place is only in here when the plan lists it. */
  readonly items: List<ReportItem>;
}

/** What a plan cannot tell. */
export interface RunFacts {
  readonly requests: number;
  /** The signal that ended the run. */
  readonly interrupted?: 'SIGINT' | 'SIGTERM';
  /** Destination registries that were not compared. Default: none. */
  readonly uncompared?: readonly Uncompared[];
  /** Of the plan of a shard: the run that it is a part of. */
  readonly run?: SharedRun;
  /** Limits that took a good part of the time. */
  readonly waits?: readonly Wait[];
  /** What did not go along with images. Default: nothing. */
  readonly leftBehind?: readonly LeftBehind[];
}

/** What became of the step of a destination repository at a place in its steps, from 0; undefined for one that was not begun. */
export type OutcomeOf = (destination: string, position: number) => StepOutcome | undefined;

/** The report of a plan that nobody carries out: every step is `planned`. */
export function planReport(plan: Plan, facts: RunFacts): PromotionReport {
  return reportOf('plan', plan, () => undefined, facts);
}

/**
 * The report of a promotion. A step without an outcome is `planned`, as if a signal had come before it; an outcome of
 * state `blocked` is told by its blockers alone.
 */
export function promotionReport(plan: Plan, outcomeOf: OutcomeOf, facts: RunFacts): PromotionReport {
  return reportOf('promote', plan, outcomeOf, facts);
}

function reportOf(
  command: PromotionReport['command'],
  plan: Plan,
  outcomeOf: OutcomeOf,
  facts: RunFacts,
): PromotionReport {
  const listsExisting = plan.inPlace !== undefined;
  const { found, tagged, attached, signed, planned, promoted, blocked, failed } = countItems(plan, outcomeOf);
  const existing = plan.existing + found;
  const listed = listsExisting ? plan.inPlace.length + found : 0;
  const length = planned + promoted + blocked + failed + listed;
  const { run, interrupted, uncompared = [], waits = [], leftBehind = [], requests } = facts;
  return {
    version: 1,
    command,
    summary: { planned, promoted, tagged, attached, signed, existing, blocked, failed, requests },
    ...(plan.shard && { shard: plan.shard }),
    ...(run && { run }),
    ...(interrupted && { interrupted }),
    ...(uncompared.length > 0 && { uncompared }),
    ...(waits.length > 0 && { waits }),
    ...(leftBehind.length > 0 && { leftBehind: sortedLeft(leftBehind) }),
    items: new LazyList(length, function* () {
      for (const item of itemsOf(plan, outcomeOf)) if (item.state !== 'existing' || listsExisting) yield item;
    }),
  };
}

/** As reports have it. */
export function sortedLeft(left: readonly LeftBehind[]): LeftBehind[] {
  const keyOf = ({ source, on, tag = '', digest }: LeftBehind): string => [source, on, tag, digest].join(' ');
  return left.toSorted((a, b) => compareTexts(keyOf(a), keyOf(b)));
}

/** Item by item without making any: there may be very many. `found` are steps that turned out to be done. */
function countItems(
  { steps, blockers }: Pick<Plan, 'steps' | 'blockers'>,
  outcomeOf: OutcomeOf,
): Record<'found' | Exclude<keyof ReportSummary, 'existing' | 'requests'>, number> {
  const counts = { planned: 0, promoted: 0, existing: 0, blocked: blockers.length, failed: 0 };
  let tagged = 0;
  let attached = 0;
  let signed = 0;
  let current = '';
  let position = 0;
  for (const { kind, destination } of steps) {
    position = destination === current ? position + 1 : 0;
    current = destination;
    const { state, blockers: taken } = outcomeOf(destination, position) ?? notBegun;
    counts.blocked += taken.length;
    if (state !== 'blocked') counts[state] += 1;
    if (state === 'promoted' && kind === 'tag') tagged += 1;
    const isCounted = state !== 'blocked' && state !== 'existing';
    if (kind === 'attach' && isCounted) attached += 1;
    if (kind === 'sign' && isCounted) signed += 1;
  }
  const { existing: found, ...others } = counts;
  return { found, tagged, attached, signed, ...others };
}

const notBegun: StepOutcome = { state: 'planned', blockers: [] };

/** The items of one destination after those of the one before, so that only those of one are in memory. */
function* itemsOf(
  plan: Pick<Plan, 'steps' | 'blockers' | 'inPlace'>,
  outcomeOf: OutcomeOf,
): Generator<ReportItem> {
  const steps = new ByDestination(plan.steps);
  const blockers = new ByDestination(plan.blockers);
  const inPlace = new ByDestination(plan.inPlace ?? []);
  for (;;) {
    const [destination] = [steps, blockers, inPlace].flatMap(({ next }) => next ?? []).sort(compareTexts);
    if (destination === undefined) return;
    const items = [
      ...steps.take(destination).flatMap((step, i) => itemsOfStep(step, outcomeOf(destination, i))),
      ...blockers.take(destination).map(blocked),
      ...inPlace.take(destination).map(existing),
    ];
    yield* items.sort(compareItems);
  }
}

/** Reads a list that is sorted by destination, one destination at a time. */
class ByDestination<T extends { readonly destination: string }> {
  readonly #entries: Iterator<T>;
  #head: IteratorResult<T, unknown>;

  constructor(list: Iterable<T>) {
    this.#entries = list[Symbol.iterator]();
    this.#head = this.#entries.next();
  }

  get next(): string | undefined {
    return this.#head.done === true ? undefined : this.#head.value.destination;
  }

  take(destination: string): T[] {
    const taken: T[] = [];
    for (; this.#head.done !== true; this.#head = this.#entries.next()) {
      if (this.#head.value.destination !== destination) break;
      taken.push(this.#head.value);
    }
    return taken;
  }
}

function itemsOfStep(step: Step, outcome: StepOutcome | undefined): ReportItem[] {
  if (!outcome) return [planned(step)];
  const items = outcome.blockers.map(blocked);
  if (outcome.state !== 'blocked') items.push(carriedOut(step, outcome, outcome.state));
  return items;
}

function planned(step: Step): ReportItem {
  return { ...shared(step), ...factsOf(step), kind: step.kind, state: 'planned' };
}

function existing(item: InPlace): ReportItem {
  return { ...shared(item), kind: item.kind, state: 'existing' };
}

function blocked(blocker: Blocker): ReportItem {
  const { kind, reason, failure, side, holder, proof } = blocker;
  return {
    ...shared(blocker),
    kind,
    state: 'blocked',
    reason,
    ...(failure && { failure }),
    ...(side && { side }),
    ...(holder !== undefined && { holder }),
    ...(proof && { proof }),
  };
}

function carriedOut(step: Step, outcome: StepOutcome, state: Exclude<ItemState, 'blocked'>): ReportItem {
  const { reason, failure, side, operation, blockers } = outcome;
  const taken = new Set(blockers.flatMap(({ tags }) => tags));
  const tags = step.tags.filter((tag) => !taken.has(tag));
  return {
    ...shared(step),
    ...factsOf(step),
    tags,
    kind: step.kind,
    state,
    ...(reason !== undefined && { reason }),
    ...(failure && { failure }),
    ...(side && { side }),
    ...(operation !== undefined && { operation }),
  };
}

function factsOf({ proof, attached, signs }: Step): Pick<ReportItem, 'proof' | 'attached' | 'signs'> {
  return { ...(attached && { attached }), ...(signs && { signs }), ...(proof && { proof }) };
}

function shared(item: Step | Blocker | InPlace): Omit<ReportItem, 'kind' | 'state' | 'reason'> {
  const { image, digest, tags, source, destination, where } = item;
  return { image, digest, tags, source, destination, ...(where && { where }) };
}

/** The order of the items of a report. */
export function compareItems(a: ReportItem, b: ReportItem): number {
  return (
    compareTexts(a.destination, b.destination) ||
    compareTexts(a.image, b.image) ||
    compareTexts(a.digest, b.digest) ||
    // What is signed is there before.
    Number(a.kind === 'sign') - Number(b.kind === 'sign') ||
    compareTags(a.tags, b.tags) ||
    compareTexts(a.kind, b.kind) ||
    compareTexts(a.reason ?? '', b.reason ?? '')
  );
}

function compareTags(a: readonly string[], b: readonly string[]): number {
  const differing = a.findIndex((tag, i) => tag !== b[i]);
  return differing < 0 ? a.length - b.length : compareTexts(a[differing] ?? '', b[differing] ?? '');
}
