import type { Console } from '@cip/cli';
import { exitCodeOf, type PromotionReport, type SharedRun } from '@cip/report';
import {
  isDryRun,
  mergeReports,
  type NamedReport,
  ReportFileError,
  unfinishedText,
} from '@cip/report/shards';
import { ExitCode, UsageError } from '@cip/runtime';
import { prepareFiles, publishReport } from '../publish-report.js';
import { readParts } from './read-parts.js';
import type { ReportRequest } from './report-request.js';

/** Puts the reports of shards together, and reports as one process would have. Resolves with the exit code. */
export async function runReport(request: ReportRequest, console: Console): Promise<number> {
  await prepareFiles(request);
  const parts = await readParts(request.paths);
  const report = merged(parts);
  const { run } = parts[0].report;
  const savedPlan = run.flags.includes('--plan');
  await publishReport(report, { ...request, dryRun: isDryRun(run), savedPlan }, console);
  for (const shard of report.unfinished ?? []) console.log.error(unfinishedText(shard));
  return isRefused(report, run) ? ExitCode.usage : exitCodeOf(report);
}

function merged(parts: readonly [NamedReport, ...NamedReport[]]): PromotionReport {
  try {
    return mergeReports(parts);
  } catch (error) {
    if (!(error instanceof ReportFileError)) throw error;
    throw new UsageError(error.message, 'Name the reports of one run, each shard once.');
  }
}

/** With `--strict`, nothing is planned for a tree that is not in order. */
function isRefused({ items }: PromotionReport, { flags }: SharedRun): boolean {
  return flags.includes('--strict') && [...items].some(({ kind }) => kind === 'invalid-manifest');
}
