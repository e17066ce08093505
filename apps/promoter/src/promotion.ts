import { type Console, printStats } from '@cip/cli';
import { carryOut, type DestinationFacts, destinationFacts, type Targets } from '@cip/copy';
import type { Problem } from '@cip/manifest';
import {
  type Desired,
  desiredIn,
  desiredState,
  formatPlan,
  type Plan,
  planPromotion,
  type StepOutcome,
} from '@cip/plan';
import { createInventory } from '@cip/inventory';
import type { ReadOnlyRegistry } from '@cip/registry';
import {
  exitCodeOf,
  notableWaits,
  planReport,
  promotionReport,
  type PromotionReport,
  type RunFacts,
} from '@cip/report';
import { ExitCode, SignalError, writeFileAtomic } from '@cip/runtime';
import { openReadOnly, openWriteOnce } from './open-registry.js';
import { prepareFiles, publishReport } from './publish-report.js';
import { readManifests } from './read-manifests.js';
import type { PromotionRequest } from './request.js';
import { readSavedPlan } from './saved-plan.js';

/** What a run has found and done so far; a signal leaves it as it is. */
interface Run {
  plan: Plan;
  readonly outcomes: StepOutcome[];
  readonly facts: Map<string, DestinationFacts>;
}

/** Reads manifests, plans, carries the plan out if confirmed, and reports. Resolves with the exit code. */
export async function runPromotion(
  request: PromotionRequest,
  console: Console,
  signal: AbortSignal,
): Promise<number> {
  await prepareFiles(request);
  const { tree, since } = await readManifests(request, signal);
  const { shard } = request;
  const whole = desiredState(tree, { strict: request.strict, ...(since && { since }) });
  const desired = shard ? desiredIn(whole, shard) : whole;
  for (const problem of tree.problems) if (problem.severity === 'warning') warn(problem, console);
  const run: Run = { plan: nothing(desired), outcomes: [], facts: new Map() };
  if (request.strict && whole.invalid.length > 0) {
    // Every shard refuses, so every one says why.
    return refuseTree({ ...run, plan: { ...run.plan, blockers: whole.invalid } }, request, console);
  }
  if (request.planFile !== undefined) run.plan = await readSavedPlan(request.planFile, tree, shard);
  const targets = request.confirm ? openWriteOnce(request, tree, console.log) : undefined;
  const registry = targets ?? openReadOnly(request, tree, console.log);
  try {
    if (request.planFile === undefined) await makePlan(run, desired, registry, request, console, signal);
    if (request.output !== undefined) await writeFileAtomic(request.output, formatPlan(run.plan));
    if (targets) await promote(run, targets, request, console, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    console.progress.finish();
    await registry.close();
  }
  const reason: unknown = signal.reason;
  const report = reportOf(run, request, {
    requests: registry.ledger.total,
    waits: notableWaits(registry.ledger.waitTimes()),
    ...(reason instanceof SignalError && { interrupted: reason.signal }),
  });
  await publishReport(report, request, console);
  if (request.stats) printStats(registry.ledger, request.format, console);
  return exitCodeOf(report);
}

function warn({ rule, message, remedy, where }: Problem, console: Console): void {
  console.log.warn(`${message}. ${remedy}`, { rule, file: where.file, line: where.line });
}

/** What is known before any registry was asked: only what is wrong with the manifests. */
function nothing(desired: Desired): Plan {
  const { manifests, shard, invalid } = desired;
  return { version: 1, manifests, ...(shard && { shard }), steps: [], blockers: invalid, existing: 0 };
}

async function refuseTree(run: Run, request: PromotionRequest, console: Console): Promise<number> {
  await publishReport(reportOf(run, request, { requests: 0 }), request, console);
  console.log.error(
    '--strict: the manifests are not in order, so nothing was planned and no request was sent',
  );
  return ExitCode.usage;
}

async function makePlan(
  run: Run,
  desired: Desired,
  registry: ReadOnlyRegistry,
  request: PromotionRequest,
  console: Console,
  signal: AbortSignal,
): Promise<void> {
  const inventory = createInventory(registry, {
    onContradiction: (repository, reason) => {
      console.log.warn(`${repository}: ${reason}; each tag and digest was asked for by itself`);
    },
  });
  run.plan = await planPromotion(desired, inventory, {
    signal,
    includeInPlace: request.all,
    onInventory: (repository, inventory) => run.facts.set(repository, destinationFacts(inventory)),
    onProgress: ({ done, total }) => {
      console.progress.update({ label: 'comparing repositories', done, total });
    },
  });
}

async function promote(
  run: Run,
  registry: Targets,
  request: PromotionRequest,
  console: Console,
  signal: AbortSignal,
): Promise<void> {
  const total = run.plan.steps.length;
  const { maxBufferedBytes } = request;
  const { concurrency } = request.registry;
  await carryOut(run.plan.steps, registry, {
    signal,
    attached: request.attached,
    facts: (repository) => run.facts.get(repository),
    onOutcome: (outcome) => {
      run.outcomes.push(outcome);
      console.progress.update({ label: 'promoting', done: run.outcomes.length, total });
    },
    ...(maxBufferedBytes !== undefined && { maxBufferedBytes }),
    ...(concurrency !== undefined && { uploadsPerHost: concurrency }),
  });
}

function reportOf(run: Run, request: PromotionRequest, facts: RunFacts): PromotionReport {
  if (request.command === 'promote') return promotionReport(run.plan, run.outcomes, facts);
  return planReport(run.plan, facts);
}
