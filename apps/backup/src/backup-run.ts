import { type Console, prepareFile, withLimits } from '@cip/cli';
import { defaultConfiguration } from '@cip/configuration';
import {
  backupExitCode,
  type BackupItem,
  type BackupRegion,
  backupReport,
  type BackupReport,
  reportedCompleteness,
} from '@cip/report';
import { isDigest, isFirst } from '@cip/oci';
import { ExitCode, SignalError } from '@cip/runtime';
import { BackupError, type FailureFacts, factsOf, type TakenSnapshot, takeSnapshot } from '@cip/snapshot';
import type { CommandInput } from './command-input.js';
import { coverageOf, type Covered, unpaired } from './coverage.js';
import { lockBackup } from './lock-backup.js';
import { Places, refuseLinkedLayout } from './open-registries.js';
import { type Promised, readPromised } from './promised.js';
import { publishBackup } from './publish-backup.js';
import { refuseNested } from './refuse-nested.js';
import { RegionProgress } from './region-progress.js';
import type { RegionPair, RunRequest } from './run-request.js';
import { writeMetrics } from './write-metrics.js';

/** A pair, and what became of it; without a snapshot, why there is none. */
interface Region extends RegionPair {
  readonly taken?: TakenSnapshot;
  readonly failed?: FailureFacts;
  /** The backup is that of something else, and nothing was done. */
  readonly isRefused?: boolean;
}

/** Takes the snapshots of all regions side by side, and reports. Resolves with the exit code. */
export async function backUp(request: RunRequest, input: CommandInput): Promise<number> {
  const { console, signal } = input;
  refuseNested(request.pairs);
  for (const { to } of request.pairs) await refuseLinkedLayout(to);
  if (request.metricsFile !== undefined) await prepareFile(request.metricsFile, '--metrics-file');
  const unlock = await lockBackup(request.lock);
  try {
    const { thinManifestDir: tree } = request;
    const promised = tree === undefined ? undefined : await readPromised(tree, console.log, signal);
    return await backUpTo(placesFor(request, promised, console), promised, request, input);
  } finally {
    await unlock();
  }
}

/** The registries, with the limits of the configuration where no flag limits. */
function placesFor(request: RunRequest, promised: Promised | undefined, { log }: Console): Places {
  const { configuration = defaultConfiguration } = promised ?? {};
  return new Places({ ...request, registry: withLimits(request.registry, configuration) }, log);
}

async function backUpTo(
  places: Places,
  promised: Promised | undefined,
  request: RunRequest,
  input: CommandInput,
): Promise<number> {
  const { console } = input;
  try {
    const regions = await takeAll(request, places, promised, input);
    console.progress.finish();
    const report = reportOf(regions, request, promised, places.requests, input);
    publishBackup(report, request, console);
    if (request.metricsFile !== undefined) await writeMetrics(report, request.metricsFile, Date.now());
    places.printStats(console);
    return regions.some(({ isRefused }) => isRefused) ? ExitCode.refused : backupExitCode(report);
  } finally {
    await places.close();
  }
}

function takeAll(
  request: RunRequest,
  places: Places,
  promised: Promised | undefined,
  { console, signal }: CommandInput,
): Promise<Region[]> {
  const { pairs, layout, snapshot, shard, registry } = request;
  const progress = new RegionProgress(console.progress);
  const taking = pairs.map(async (pair): Promise<Region> => {
    try {
      const taken = await takeSnapshot({
        production: { registry: places.reader, prefix: pair.from },
        backup: await places.backupToWrite(pair.to),
        layout: layout === 'oci' ? 'incremental' : layout,
        snapshot,
        signal,
        // All regions together stay within it.
        maxBufferedBytes: Math.max(1, Math.floor(request.maxBufferedBytes / pairs.length)),
        ...(shard && { shard }),
        ...(promised && { promised: promised.images }),
        ...(registry.concurrency !== undefined && { uploadsPerHost: registry.concurrency }),
        onProgress: (state) => {
          progress.update(pair.from, state);
        },
        confirmWithin: request.confirmWithin,
        onUnconfirmed: (repository, error) => {
          console.log.warn('the backup could not be asked whether it still has this repository', {
            repository: `${pair.to}/${repository}`,
            reason: factsOf(error).reason,
          });
        },
        onBroken: (broken, error) => {
          console.log.warn(`snapshot ${broken} is left out as a base: ${error.message}`);
        },
      });
      return { ...pair, taken };
    } catch (error) {
      const isRefused = error instanceof BackupError && error.code === 'foreign';
      return { ...pair, failed: factsOf(error), isRefused };
    }
  });
  return Promise.all(taking);
}

function reportOf(
  regions: readonly Region[],
  request: RunRequest,
  promised: Promised | undefined,
  requests: number,
  { now, signal }: CommandInput,
): BackupReport {
  const { snapshot, shard } = request;
  const coverage = promised && coverageOf(promised, regions.map(toCovered), request.shard);
  const left = promised && isFirst(shard) ? unpaired(promised, request.pairs) : [];
  const items = [
    ...regions.flatMap((region) => itemsOf(region, snapshot, signal.aborted)),
    ...left.map((registry) => missingRegion(snapshot, registry)),
  ];
  const sum = (figure: (taken: TakenSnapshot) => number): number =>
    regions.reduce((total, { taken }) => total + (taken ? figure(taken) : 0), 0);
  const images = sum((taken) => taken.images);
  const reason: unknown = signal.reason;
  return backupReport(items, {
    command: 'run',
    ...(shard && { shard }),
    snapshot,
    images,
    existing: regions.reduce((total, { taken }) => total + (taken ? existingIn(taken) : 0), 0),
    bytesCopied: sum((taken) => taken.bytesCopied),
    bytesMounted: sum((taken) => taken.bytesMounted),
    requests,
    duration: (Date.now() - now) / 1000,
    ...(coverage && { coverage: coverage.share, uncovered: coverage.uncovered }),
    ...(reason instanceof SignalError && { interrupted: reason.signal }),
    regions: regions.map((region) => regionOf(region, request)),
  });
}

/** Images of the snapshot that this run did not have to bring. */
function existingIn({ items, contents = new Map(), images }: TakenSnapshot): number {
  const brought = items.filter(({ state, repository, digest }) => {
    const isIn = isDigest(digest) && contents.get(repository)?.has(digest) === true;
    return isIn && (state === 'copied' || state === 'mounted');
  });
  return images - brought.length;
}

function missingRegion(snapshot: string, registry: string): BackupItem {
  const reason = 'manifests promote to this registry, and no --from backs it up, or not all of it';
  return { snapshot, registry, repository: '', digest: '', tags: [], state: 'missing', reason };
}

function toCovered({ from, to, taken }: Region): Covered {
  return { from, to, contents: taken ? taken.contents : new Map() };
}

/** What an interruption left undone is unknown, and no failure. */
function itemsOf(
  { from: registry, taken, failed }: Region,
  snapshot: string,
  isStopped: boolean,
): BackupItem[] {
  if (taken) {
    const done = taken.items.filter(({ state }) => state !== 'existing');
    return done.map((item) => ({ snapshot, registry, ...item, tags: [...item.tags].sort() }));
  }
  if (isStopped) return [];
  return [
    { snapshot, registry, repository: '', digest: '', tags: [], state: 'failed', reason: '', ...failed },
  ];
}

function regionOf({ from, to, taken }: Region, { layout }: RunRequest): BackupRegion {
  const { state = 'incomplete', images = 0, found, confirmedSince, record } = taken ?? {};
  const origins = found && {
    discovery: found.discovery,
    completeness: reportedCompleteness(found.set, found.known),
    found: found.origins,
  };
  return {
    from,
    to,
    layout,
    state,
    images,
    ...(record && { finished: record.finished }),
    ...(confirmedSince !== undefined && { confirmedSince }),
    ...origins,
  };
}
