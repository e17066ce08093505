import { type Console, prepareFile, printRequests } from '@cip/cli';
import { defaultConfiguration } from '@cip/configuration';
import { emptyTree } from '@cip/manifest';
import type { ReadOnlyRegistry } from '@cip/registry';
import {
  comparisonExitCode,
  comparisonReport,
  type ComparisonReport,
  renderComparisonJson,
  renderComparisonText,
  reportedCompleteness,
} from '@cip/report';
import { SignalError } from '@cip/runtime';
import { PrefixComparison } from '@cip/snapshot';
import { openReadOnly } from '../open-registry.js';
import type { CompareRequest } from './compare-request.js';
import { CompareState } from './compare-state.js';
import { checkBackFillFolder, writeBackFill } from './write-back-fill.js';

// A log has no edge: nothing is cut in it.
const unlimited = 10_000;

/** Compares, reports, and writes the manifests that would mend it. Resolves with the exit code. */
export async function runCompare(
  request: CompareRequest,
  console: Console,
  signal: AbortSignal,
): Promise<number> {
  const { state: file, writeManifest } = request;
  if (writeManifest !== undefined) await checkBackFillFolder(writeManifest);
  if (file !== undefined) await prepareFile(file, '--state');
  const state = file === undefined ? undefined : await CompareState.open(file, request);
  const nothing = { tree: emptyTree, configuration: defaultConfiguration };
  const registry = openReadOnly(request, nothing, console.log);
  try {
    const comparison = await compare(request, state, registry, console, signal);
    if (writeManifest !== undefined && !signal.aborted) {
      await write(writeManifest, request, comparison, registry, console, signal);
    }
    const report = reportOf(request, comparison, registry.ledger.total, signal);
    console.print(render(report, request, console));
    printRequests(registry.ledger, request, console);
    return comparisonExitCode(report);
  } finally {
    console.progress.finish();
    await registry.close();
    await state?.close();
  }
}

/** What was found, after a signal as far as it went. */
async function compare(
  { old, news, level }: CompareRequest,
  state: CompareState | undefined,
  registry: ReadOnlyRegistry,
  console: Console,
  signal: AbortSignal,
): Promise<PrefixComparison> {
  const comparison = new PrefixComparison(registry, old, news, {
    signal,
    level,
    ...(state && {
      known: (repository) => state.known(repository),
      onSettled: (settled) => {
        state.add(settled);
      },
    }),
    onProgress: (done) => {
      const found = comparison.differences.length;
      const note = found === 0 ? {} : { note: `${found} differences` };
      console.progress.update({ label: 'comparing repositories', done, ...note });
    },
  });
  try {
    await comparison.run();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  console.progress.finish();
  return comparison;
}

async function write(
  folder: string,
  { old }: CompareRequest,
  { differences, missingIndexes }: PrefixComparison,
  registry: ReadOnlyRegistry,
  { log }: Console,
  signal: AbortSignal,
): Promise<void> {
  const { manifests, left } = await writeBackFill(
    folder,
    { old, differences, missingIndexes },
    registry,
    signal,
  );
  if (manifests.length > 0) {
    const images = manifests.reduce((sum, manifest) => sum + manifest.images.length, 0);
    log.info(`wrote the manifests that would promote what is missing to ${folder}`, { images });
  } else log.info('no manifests were written: a promotion would mend nothing');
  if (left.length > 0) {
    log.warn(`${left.length} of the differences are not in the manifests: a promotion does not mend them`);
  }
}

function reportOf(
  { old, news, level }: CompareRequest,
  { differences, figures, set, known }: PrefixComparison,
  requests: number,
  signal: AbortSignal,
): ComparisonReport {
  const reason: unknown = signal.reason;
  return comparisonReport(differences, {
    old,
    new: news,
    level,
    completeness: reportedCompleteness(set, known),
    ...figures,
    requests,
    ...(reason instanceof SignalError && { interrupted: reason.signal }),
  });
}

function render(report: ComparisonReport, { format }: CompareRequest, console: Console): string {
  if (format === 'json') return renderComparisonJson(report);
  return renderComparisonText(report, { color: console.color, width: console.width ?? unlimited });
}
