import { setTimeout as sleep } from 'node:timers/promises';
import type { Drift, DriftKind } from '@cip/audit';
import { type Console, prepareArtifacts, prepareFile, printRequests, reportFiles } from '@cip/cli';
import { sweep, type SweepResult } from '@cip/drift';
import { describeError, isFirst } from '@cip/oci';
import type { ReadOnlyRegistry } from '@cip/registry';
import { driftExitCode, driftReport, type DriftReport, reportedCompleteness } from '@cip/report';
import { SignalError } from '@cip/runtime';
import type { ManifestsKeeper, ManifestState } from '@cip/source';
import { type Alert, type Alerts, AlertsDownError } from '@cip/watch';
import type { SinkAlerts } from '../alerts/create-alerts.js';
import { driftAlerts, invalidAlerts } from './drift-alerts.js';
import { publishDrift } from './publish-drift.js';
import type { SweepRequest } from './sweep-request.js';
import { writeSweepMetrics } from './write-sweep-metrics.js';

/** What a sweep stands on. */
export interface SweepParts {
  readonly manifests: ManifestsKeeper;
  readonly registry: ReadOnlyRegistry;
  readonly alerts: Alerts & Partial<Pick<SinkAlerts, 'onUp' | 'sinks'>>;
  readonly console: Console;
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch; default the system's clock. */
  readonly clock?: () => number;
  /** Resolves after milliseconds or on abort; default by the system's timers. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

// All that is found belongs to one report, so a storm of it may gather.
const sideBySide = 2000;
const upWithin = 30_000;
const mostLooks = 6;

/** Sweeps, reports, and has what was found alerted. Resolves with the exit code: 1 for drift, and for a lost alert. */
export async function runSweep(request: SweepRequest, parts: SweepParts): Promise<number> {
  const { artifacts, shard, metricsFile } = request;
  if (metricsFile !== undefined) await prepareFile(metricsFile, '--metrics-file');
  if (artifacts !== undefined)
    await prepareArtifacts(artifacts, Object.values(reportFiles(artifacts, 'cip-auditor', shard)));
  const { registry, console, signal } = parts;
  const { result, state } = await confirmed(request, parts);
  console.progress.finish();
  const reason: unknown = signal.reason;
  const report = driftReport(result.drift, {
    repositories: result.repositories,
    requests: registry.ledger.total,
    revision: state.revision,
    completeness: reportedCompleteness(result.set, result.known),
    // The shards tell of it once.
    invalid: isFirst(request.shard) ? state.invalid : [],
    ...(request.shard && { shard: request.shard }),
    ...(reason instanceof SignalError && { interrupted: reason.signal }),
  });
  const registries = [...state.promises.registries, ...request.watch];
  await publishDrift(report, registries, request, console);
  if (metricsFile !== undefined) await writeSweepMetrics(report, registries, metricsFile, Date.now());
  const isAlerted = await raiseAll(report, registries, parts);
  printRequests(registry.ledger, request, console);
  return isAlerted ? driftExitCode(report) : 1;
}

interface Confirmed {
  readonly result: SweepResult;
  readonly state: ManifestState;
}

/**
 * What was approved and promoted while a sweep ran is no drift: what differs is compared again after a grace, with the
 * manifests of then. Where that has mended some of it a promotion may still be going on, so that it is looked at once more.
 */
async function confirmed(request: SweepRequest, parts: SweepParts): Promise<Confirmed> {
  const { manifests, signal, console, wait = waitFor } = parts;
  const { grace } = request;
  const state = manifests.current;
  let found: Confirmed = { result: await sweepWith(state, request, parts), state };
  for (let look = 1; look <= mostLooks; look++) {
    const { drift, finished } = found.result;
    if (drift.length === 0 || !finished) return found;
    if (grace > 0) {
      console.log.info('what differs is looked at again before it is reported', {
        differences: drift.length,
        after: `${grace / 1000} s`,
      });
      await wait(grace, signal);
      if (signal.aborted) return { ...found, result: { ...found.result, finished: false } };
    }
    const again = await lookAgain(found, request, parts);
    const isMending = again.result.drift.length < drift.length;
    found = again;
    if (grace === 0 || !isMending) return found;
  }
  return found;
}

async function lookAgain(before: Confirmed, request: SweepRequest, parts: SweepParts): Promise<Confirmed> {
  const { manifests, signal, clock = Date.now, console } = parts;
  const first = before.result;
  const state = await manifests.since(clock(), { signal }).catch((error: unknown) => {
    console.log.warn(
      `the manifests could not be fetched again, so older ones are used: ${describeError(error)}`,
    );
    return before.state;
  });
  if (request.grace === 0 && state.promises === before.state.promises) return { result: first, state };
  // That a registry does not say what it has is no finding about a repository, and is not compared as one.
  const roots = new Set([...before.state.promises.registries, ...request.watch]);
  const ofRoots = first.drift.filter(({ repository }) => roots.has(repository));
  const only = new Set(
    first.drift.flatMap((drift) => concernedBy(drift, state)).filter((name) => !roots.has(name)),
  );
  const again = await sweepWith(state, request, parts, only);
  // Drift in what a signal left out stays as it was found.
  if (!again.finished) return { ...before, result: { ...first, finished: false } };
  const drift = [...ofRoots, ...again.drift.filter(foundBefore(first.drift, request.grace))];
  const { repositories, set, known } = first;
  return { result: { ...again, drift, repositories, set, known }, state };
}

/** What is missing in one region is held against the others. */
function concernedBy({ kind, repository }: Drift, { promises }: ManifestState): readonly string[] {
  const regions = kind === 'missing-attachment' ? promises.in(repository)?.regions : undefined;
  return [repository, ...(regions ?? [])];
}

/** What hardly can be there yet, and what may be there ahead of its reason. */
const soon: readonly DriftKind[] = [
  'missing',
  'missing-attachment',
  'missing-signature',
  'missing-record',
  'missing-summary',
];
const ahead: readonly DriftKind[] = ['unexpected', 'unknown-attachment', 'foreign-signature'];

/**
 * What was approved only while the sweep ran has hardly been promoted yet: it is not missing. Nor is it unexpected when a
 * child has just come ahead of its index: of what has had no grace, only the gravest is told.
 */
function foundBefore(before: readonly Drift[], grace: number): (drift: Drift) => boolean {
  const keyOf = ({ kind, repository, tag, digest }: Drift): string =>
    [kind, repository, tag, digest].join('\n');
  const known = new Set(before.map(keyOf));
  const mayPass = new Set<DriftKind>(grace > 0 ? [...soon, ...ahead] : soon);
  return (drift) => !mayPass.has(drift.kind) || known.has(keyOf(drift));
}

async function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}

function sweepWith(
  { promises, policies, trust, configuration: { attached, signing } }: ManifestState,
  { watch, deep, promisedOnly, shard }: SweepRequest,
  { registry, signal, console }: SweepParts,
  only?: ReadonlySet<string>,
): Promise<SweepResult> {
  return sweep({
    promises,
    policies,
    ...(trust && { trust }),
    ...(attached && { attached }),
    ...(signing && { signing }),
    // What is compared again has been told of.
    ...(!only && {
      onSurplus: (surplus) => {
        console.log.info('two runs of the promoter signed at the same time; nothing has to be done', {
          ...surplus,
        });
      },
    }),
    registry,
    watch,
    deep,
    promisedOnly,
    // What is compared again was this shard's before.
    ...(shard && !only && { shard }),
    ...(only && { only }),
    signal,
    onProgress: ({ done, total }) => {
      console.progress.update({ label: 'comparing repositories', done, total });
    },
  });
}

/**
 * Side by side, a few at a time; what is not accepted is said. What a sink is down for is raised once more when it is up
 * again. Resolves with whether all were accepted.
 */
async function raiseAll(
  { items, invalid, revision }: DriftReport,
  registries: readonly string[],
  { alerts, console: { log }, signal }: SweepParts,
): Promise<boolean> {
  const all = [...invalidAlerts(invalid, revision), ...driftAlerts(items, registries, revision)];
  for (const { message, contents } of all) log.error(message, { contents, revision });
  let lost = await refusedOf(all, alerts);
  if (lost.some(({ error }) => error instanceof AlertsDownError)) {
    await untilUp(alerts, signal);
    const again = lost.map(({ alert }) => alert);
    lost = await refusedOf(again, alerts);
  }
  for (const { alert, error } of lost) {
    log.error(`an alert was not accepted: ${describeError(error)}`, { alert: alert.message });
  }
  return lost.length === 0;
}

interface Lost {
  readonly alert: Alert;
  readonly error: unknown;
}

async function refusedOf(all: readonly Alert[], alerts: Alerts): Promise<readonly Lost[]> {
  const next = all.values();
  const lost: Lost[] = [];
  const worker = async (): Promise<void> => {
    for (const alert of next) {
      await alerts.raise(alert).catch((error: unknown) => {
        lost.push({ alert, error });
      });
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
  return lost;
}

/** Resolves when all sinks take alerts, after half a minute, or when the sweep is told to end. */
async function untilUp({ sinks, onUp }: SweepParts['alerts'], signal: AbortSignal): Promise<void> {
  const isUp = (): boolean => sinks?.().every(({ downSince }) => downSince === undefined) ?? true;
  const over = new AbortController();
  onUp?.(() => {
    if (isUp()) over.abort();
  });
  if (isUp()) return;
  await waitFor(upWithin, AbortSignal.any([signal, over.signal]));
}
