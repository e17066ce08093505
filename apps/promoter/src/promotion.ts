import { type Console, printStats, warnOfConfiguration } from '@cip/cli';
import type { ManifestTree, Problem } from '@cip/manifest';
import {
  type Desired,
  desiredByPlan,
  desiredIn,
  desiredState,
  formatPlan,
  type Plan,
  type SavedPlan,
  wholePlan,
} from '@cip/plan';
import {
  exitCodeOf,
  notableWaits,
  type OutcomeOf,
  planReport,
  type PromotionReport,
  promotionReport,
  type RunFacts,
} from '@cip/report';
import { ExitCode, SignalError, writeFileAtomic } from '@cip/runtime';
import type { LeftBehind } from '@cip/signing';
import { openReadOnly, openWriteOnce } from './open-registry.js';
import { promoteRegistries, type Promoted } from './promote-registries.js';
import { prepareFiles, publishReport } from './publish-report.js';
import { type ReadManifests, readManifests } from './read-manifests.js';
import { ignoredPolicies } from './ignored-policies.js';
import { prepareProvenance } from './provenance.js';
import type { PromotionRequest } from './request.js';
import { readSavedPlan } from './saved-plan.js';
import { sharedRun } from './shared-run.js';
import { unconfigured } from './sign/unconfigured.js';
import type { SigningProcess } from './sign/prepare-signing.js';
import type { OpenSigning } from './sign/open-signing.js';

/** What is to be reported. */
interface Result {
  readonly plan: Plan;
  readonly outcomeOf: OutcomeOf;
}

/**
 * Reads manifests, decides what each registry needs, carries it out if confirmed, and reports. Resolves with the exit code.
 */
export async function runPromotion(
  request: PromotionRequest,
  console: Console,
  process: SigningProcess,
): Promise<number> {
  const { signal } = process;
  await prepareFiles(request);
  const manifests = await readManifests(request, signal);
  const { tree, since } = manifests;
  warnOfConfiguration(manifests.configuration, console.log);
  for (const problem of tree.problems) if (problem.severity === 'warning') warn(problem, console);
  const { strict, ignoreProvenance } = request;
  for (const line of ignoreProvenance ? ignoredPolicies(tree) : []) console.log.warn(line);
  const whole = desiredState(tree, { strict, ignoreProvenance, ...(since && { since }) });
  if (request.parseOnly) return reportParsed(tree, whole, request, console);
  const runOf = ({ shard }: Pick<PromotionRequest, 'shard'>): Pick<RunFacts, 'run'> =>
    shard ? { run: sharedRun(request, manifests, whole, shard) } : {};
  if (request.strict && whole.invalid.length > 0) {
    return refuseTree(whole, request, console, { requests: 0, ...runOf(request) });
  }
  const saved =
    request.planFile === undefined ? undefined : await readSavedPlan(request.planFile, tree, request.shard);
  // A dry run shows a saved plan as it is.
  if (saved && !request.confirm)
    return finish(request, console, { plan: saved, outcomeOf: undone }, { requests: 0, ...runOf(saved) });

  const desired = desiredFor(request, whole, saved);
  const openProvenance = await prepareProvenance(manifests, desired, request, signal);
  const openSigning = await prepareSigningOf(request, manifests, desired, process);
  for (const line of openSigning?.warnings ?? []) console.log.warn(line);
  // Images share children, and destinations share images.
  const left = new Map<string, LeftBehind>();
  const writing = request.confirm ? openWriteOnce(request, manifests, console.log) : undefined;
  const reading = writing ?? openReadOnly(request, manifests, console.log);
  const provenance = openProvenance(reading, (one) => left.set(JSON.stringify(one), one));
  const signing = openSigning?.open({ reading, writing });
  let promoted: Promoted;
  try {
    const registries = { reading, writing, provenance, signing };
    promoted = await promoteRegistries(desired, registries, request, console, signal);
  } finally {
    console.progress.finish();
    await Promise.all([reading.close(), signing?.close()]);
  }

  const { plans, stops, outcomeOf, uncompared } = promoted;
  const reason: unknown = signal.reason;
  const facts: RunFacts = {
    requests: reading.ledger.total,
    waits: notableWaits(reading.ledger.waitTimes()),
    leftBehind: [...left.values()],
    ...(reason instanceof SignalError && { interrupted: reason.signal, uncompared }),
    ...runOf(desired),
  };
  const code = await finish(request, console, { plan: wholePlan(desired, plans, stops), outcomeOf }, facts);
  if (request.stats) printStats(reading.ledger, request.format, console);
  return code;
}

async function prepareSigningOf(
  request: PromotionRequest,
  manifests: ReadManifests,
  desired: Desired,
  process: SigningProcess,
): Promise<OpenSigning | undefined> {
  const { signing } = manifests.configuration;
  if (!signing && request.sign === 'required') throw unconfigured('--sign: .cip.yaml has no "signing"');
  if (!signing || request.sign === 'never') return undefined;
  const { preparePromotionSigning } = await import('./sign/promotion-signing.js');
  return preparePromotionSigning(request, signing, manifests, desired, process);
}

function warn({ rule, message, remedy, where }: Problem, console: Console): void {
  console.log.warn(`${message}. ${remedy}`, { rule, file: where.file, line: where.line });
}

const undone: OutcomeOf = () => undefined;

/** Of all that is desired, this process's part. */
function desiredFor({ shard }: PromotionRequest, whole: Desired, saved: SavedPlan | undefined): Desired {
  const mine = shard ? desiredIn(whole, shard) : whole;
  return saved ? desiredByPlan(saved.shard ? desiredIn(whole, saved.shard) : mine, saved) : mine;
}

/** What the manifests say, and what is wrong with them. */
async function reportParsed(
  { manifests }: ManifestTree,
  whole: Desired,
  request: PromotionRequest,
  console: Console,
): Promise<number> {
  const plan = wholePlan({ ...whole, repositories: [] }, []);
  const images = manifests.flatMap((manifest) => manifest.images);
  const digests = images.reduce((sum, image) => sum + image.digests.length, 0);
  console.log.info(
    `parsed ${manifests.length} subprojects with ${images.length} images and ${digests} digests; no registry was asked`,
  );
  return finish(request, console, { plan, outcomeOf: undone }, { requests: 0 });
}

/** Every shard refuses, so every one says why. */
async function refuseTree(
  whole: Desired,
  request: PromotionRequest,
  console: Console,
  facts: RunFacts,
): Promise<number> {
  const { shard } = request;
  const plan = wholePlan({ ...whole, ...(shard && { shard }) }, []);
  await publish(reportOf(request, { plan, outcomeOf: undone }, facts), request, console);
  console.log.error(
    '--strict: the manifests are not in order, so nothing was planned and no request was sent',
  );
  return ExitCode.usage;
}

async function finish(
  request: PromotionRequest,
  console: Console,
  result: Result,
  facts: RunFacts,
): Promise<number> {
  // A plan of which a signal kept a part back is no plan.
  const isWhole = facts.interrupted === undefined;
  if (request.output !== undefined && isWhole) await writeFileAtomic(request.output, formatPlan(result.plan));
  const report = reportOf(request, result, facts);
  await publish(report, request, console);
  return exitCodeOf(report);
}

function publish(report: PromotionReport, request: PromotionRequest, console: Console): Promise<void> {
  const { confirm, planFile } = request;
  const how = { dryRun: !confirm, savedPlan: planFile !== undefined };
  return publishReport(report, { ...request, ...how }, console);
}

function reportOf(
  { command }: PromotionRequest,
  { plan, outcomeOf }: Result,
  facts: RunFacts,
): PromotionReport {
  return command === 'promote' ? promotionReport(plan, outcomeOf, facts) : planReport(plan, facts);
}
