import { orWrongLocation, prepareArtifacts, prepareFile, printRequests, type Screen } from '@cip/cli';
import { compareFindings } from '@cip/policy';
import { lintExitCode, type LintReport, lintReport } from '@cip/report';
import { withConfiguredLimits } from './configured-limits.js';
import { lineFinder } from './line-at.js';
import { type LintedTree, lintLocation } from './lint-location.js';
import type { LintRun } from './lint-run.js';
import { findLocations } from './locations.js';
import { openLookUp } from './open-look-up.js';
import { artifactFiles, publishReport } from './publish-report.js';
import type { LintRequest } from './request.js';
import { skippedRules } from './skipped-rules.js';
import { warnOfPolicy } from './warn-of-policy.js';

/** What a run is given besides its request. */
export interface RunOptions {
  readonly screen: Screen;
  /** Of the program. */
  readonly version: string;
  readonly signal: AbortSignal;
}

/** Lints one location after the other, reports all of them in one, and resolves with the exit code. */
export async function runLint(request: LintRequest, options: RunOptions): Promise<number> {
  const { screen, signal } = options;
  await prepareFiles(request);
  await sayBase(request, screen);
  const locations = findLocations(request.paths);
  const registries = request.online
    ? await openLookUp(
        { ...request, registry: await withConfiguredLimits(locations, { request, signal }) },
        screen,
      )
    : undefined;
  const run: LintRun = { request, screen, signal, ...(registries && { lookUp: registries.lookUp }) };
  const linted: LintedTree[] = [];
  try {
    for (const location of locations) {
      linted.push(await orWrongLocation(() => lintLocation(location, run)));
      // What was found until then is worth telling.
      if (signal.aborted) break;
    }
  } finally {
    screen.progress.finish();
    await registries?.close();
  }
  if (!signal.aborted) await warnOfPolicy(linted, new Date().toISOString().slice(0, 10), screen);
  const report = reportOf(linted, request);
  await publishReport(report, request, {
    ...options,
    lineAt: lineFinderOf(linted, request),
    locations,
    skipped: skippedRules(linted, request),
  });
  if (registries) printRequests(registries.ledger, request, screen);
  return lintExitCode(report);
}

/** What cannot be written at the end is said before anything is begun. */
async function prepareFiles({ artifacts, summary }: LintRequest): Promise<void> {
  if (artifacts !== undefined)
    await prepareArtifacts(
      artifacts,
      artifactFiles(artifacts).map(({ file }) => file),
    );
  if (summary !== undefined) await prepareFile(summary, '--summary');
}

async function sayBase({ base }: LintRequest, screen: Screen): Promise<void> {
  if (base?.from !== 'PULL_BASE_SHA') return;
  const log = await screen.openLog();
  log.info('comparing with the base of the pull request, PULL_BASE_SHA', { revision: base.revision });
}

function reportOf(linted: readonly LintedTree[], { base }: LintRequest): LintReport {
  const manifests = linted.flatMap(({ tree }) => tree.manifests);
  const images = manifests.flatMap((manifest) => manifest.images);
  return lintReport(linted.flatMap(({ findings }) => findings).sort(compareFindings), {
    files: linted.reduce((sum, { tree }) => sum + tree.files.length, 0),
    images: images.length,
    digests: images.reduce((sum, { digests }) => sum + digests.length, 0),
    excepted: linted.flatMap(({ excepted }) => excepted),
    hidden: linted.flatMap(({ hidden }) => hidden),
    hiddenRows: linted.reduce((sum, { hiddenRows }) => sum + hiddenRows, 0),
    changedConfigurations: [...new Set(linted.flatMap((one) => one.changedConfiguration ?? []))],
    ...(base && { review: linted.flatMap(({ review }) => review) }),
  });
}

function lineFinderOf(linted: readonly LintedTree[], { base }: LintRequest): ReturnType<typeof lineFinder> {
  const older = linted.flatMap((one) => (one.base ? [one.base] : []));
  return lineFinder(
    linted.map(({ tree }) => tree),
    new Map(base ? [[base.revision, older]] : []),
  );
}
