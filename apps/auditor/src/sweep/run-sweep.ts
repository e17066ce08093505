import type { Drift } from '@cip/audit';
import { type Console, prepareArtifacts, printRequests, reportFiles } from '@cip/cli';
import { sweep, type SweepResult } from '@cip/drift';
import { describeError, isFirst } from '@cip/oci';
import type { ReadOnlyRegistry } from '@cip/registry';
import { driftExitCode, driftReport, type DriftReport, reportedCompleteness } from '@cip/report';
import { SignalError } from '@cip/runtime';
import type { ManifestsKeeper, ManifestState } from '@cip/source';
import type { Alerts } from '@cip/watch';
import { driftAlerts, invalidAlerts } from './drift-alerts.js';
import { publishDrift } from './publish-drift.js';
import type { SweepRequest } from './sweep-request.js';

/** What a sweep stands on. */
export interface SweepParts {
  readonly manifests: ManifestsKeeper;
  readonly registry: ReadOnlyRegistry;
  readonly alerts: Alerts;
  readonly console: Console;
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch; default the system's clock. */
  readonly clock?: () => number;
}

/** Sweeps, reports, and has what was found alerted. Resolves with the exit code: 1 for drift, and for a lost alert. */
export async function runSweep(request: SweepRequest, parts: SweepParts): Promise<number> {
  const { artifacts, shard } = request;
  if (artifacts !== undefined)
    await prepareArtifacts(artifacts, Object.values(reportFiles(artifacts, 'cip-auditor', shard)));
  const { registry, console, signal, alerts } = parts;
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
  const isAlerted = await raiseAll(report, registries, alerts, console);
  printRequests(registry.ledger, request, console);
  return isAlerted ? driftExitCode(report) : 1;
}

interface Confirmed {
  readonly result: SweepResult;
  readonly state: ManifestState;
}

/**
 * What was approved and promoted while a sweep ran is no drift: where something differs, the manifests are fetched
 * again, and when they have changed the repositories concerned are compared again.
 */
async function confirmed(request: SweepRequest, parts: SweepParts): Promise<Confirmed> {
  const { manifests, signal, clock = Date.now, console } = parts;
  const before = manifests.current;
  const first = await sweepWith(before, request, parts);
  if (first.drift.length === 0 || !first.finished) return { result: first, state: before };
  const state = await manifests.since(clock(), { signal }).catch((error: unknown) => {
    console.log.warn(
      `the manifests could not be fetched again, so older ones are used: ${describeError(error)}`,
    );
    return before;
  });
  if (state.promises === before.promises) return { result: first, state };
  const only = new Set(first.drift.map(({ repository }) => repository));
  const again = await sweepWith(state, request, parts, only);
  // Drift in what a signal left out stays as it was found.
  if (!again.finished) return { result: { ...first, finished: false }, state: before };
  const drift = again.drift.filter(foundBefore(first.drift));
  const { repositories, set, known } = first;
  return { result: { ...again, drift, repositories, set, known }, state };
}

/** What was approved only while the sweep ran has hardly been promoted yet: it is not missing. */
function foundBefore(before: readonly Drift[]): (drift: Drift) => boolean {
  const keyOf = ({ repository, tag, digest }: Drift): string => [repository, tag, digest].join('\n');
  const missing = new Set(before.filter(({ kind }) => kind === 'missing').map(keyOf));
  return (drift) => drift.kind !== 'missing' || missing.has(keyOf(drift));
}

function sweepWith(
  { promises }: ManifestState,
  { watch, deep, promisedOnly, shard }: SweepRequest,
  { registry, signal, console }: SweepParts,
  only?: ReadonlySet<string>,
): Promise<SweepResult> {
  return sweep({
    promises,
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

/** Side by side, a few at a time; what is not accepted is said. Resolves with whether all were. */
async function raiseAll(
  { items, invalid, revision }: DriftReport,
  registries: readonly string[],
  alerts: Alerts,
  { log }: Console,
): Promise<boolean> {
  const waiting = [...invalidAlerts(invalid, revision), ...driftAlerts(items, registries, revision)];
  let lost = 0;
  const worker = async (): Promise<void> => {
    for (let alert = waiting.shift(); alert; alert = waiting.shift()) {
      const { message, contents } = alert;
      log.error(message, { contents, revision });
      await alerts.raise(alert).catch((error: unknown) => {
        lost += 1;
        log.error(`an alert was not accepted: ${describeError(error)}`, { alert: message });
      });
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return lost === 0;
}
