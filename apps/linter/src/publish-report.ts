import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import type { Screen } from '@cip/cli';
import { type RuleName, rules } from '@cip/policy';
import {
  changesAccounts,
  type LintReport,
  renderAnnotations,
  renderLintHtml,
  renderLintJson,
  renderLintJunit,
  renderLintMarkdown,
  renderLintText,
  renderReview,
  renderSarif,
} from '@cip/report';
import { UsageError, writeFileAtomic } from '@cip/runtime';
import type { LineAt } from './line-at.js';
import { folderOf, type Location } from './locations.js';
import { pathFromTop } from './path-from-top.js';
import type { FindingFormat, LintRequest } from './request.js';

// A log has no edge: nothing is cut in it.
const unlimited = 10_000;

/** What a report is shown with. */
export interface PublishOptions {
  readonly screen: Screen;
  readonly version: string;
  readonly lineAt: LineAt;
  readonly locations: readonly Location[];
  /** The rules that did not run, each with the reason. */
  readonly skipped: ReadonlyMap<RuleName, string>;
}

/** Prints the report in the format asked for, and leaves files where CI looks for them. */
export async function publishReport(
  report: LintReport,
  request: LintRequest,
  options: PublishOptions,
): Promise<void> {
  // Git is asked only for the formats that need it.
  let top: ReturnType<typeof pathFromTop> | undefined;
  const fromTop = (): ReturnType<typeof pathFromTop> => (top ??= topOf(options));
  const { screen } = options;
  screen.print(await render(request.format, report, request, options, fromTop));
  if (request.summary !== undefined) await addSummary(request.summary, report);
  if (request.artifacts === undefined) return;
  for (const { file, format } of artifactFiles(request.artifacts)) {
    await writeFileAtomic(file, await render(format, report, request, options, fromTop));
  }
}

const artifacts: Readonly<Record<string, FindingFormat>> = {
  'junit_cip-lint.xml': 'junit',
  'cip-lint.json': 'json',
  'cip-lint.sarif': 'sarif',
};

/** What is left for CI in a folder. */
export function artifactFiles(folder: string): { readonly file: string; readonly format: FindingFormat }[] {
  return Object.entries(artifacts).map(([name, format]) => ({ file: path.join(folder, name), format }));
}

function topOf({ locations }: PublishOptions): ReturnType<typeof pathFromTop> {
  const [first] = locations;
  return pathFromTop(first ? folderOf(first) : '.');
}

async function render(
  format: FindingFormat,
  report: LintReport,
  request: LintRequest,
  options: PublishOptions,
  fromTop: () => ReturnType<typeof pathFromTop>,
): Promise<string> {
  switch (format) {
    case 'text':
      return textOf(report, request, options);
    case 'json':
      return renderLintJson(report);
    case 'junit':
      return renderLintJunit(report, { rules, skipped: options.skipped });
    case 'sarif':
      return renderSarif(report, { version: options.version, rules, pathFromTop: await fromTop() });
    case 'html':
      return renderLintHtml(report, { lineAt: options.lineAt });
    case 'github':
      return renderAnnotations(report, { pathFromTop: await fromTop() });
  }
}

function textOf(report: LintReport, { infos }: LintRequest, { screen, lineAt }: PublishOptions): string {
  const { color, width = unlimited } = screen;
  const findings = renderLintText(report, { color, width, showInfos: infos, lineAt });
  if (report.review === undefined) return findings;
  const { hiddenRows = 0 } = report;
  const options = { color, width, hiddenRows, changesAccounts: changesAccounts(report) };
  return `${renderReview(report.review, options)}\n${findings}`;
}

async function addSummary(file: string, report: LintReport): Promise<void> {
  await appendFile(file, renderLintMarkdown(report)).catch((cause: unknown) => {
    throw new UsageError(`--summary ${file}: it cannot be written`, 'Name a file that may be written.', {
      cause,
    });
  });
}
