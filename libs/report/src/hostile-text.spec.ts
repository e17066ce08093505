import { expect, it } from 'vitest';
import { renderBackupText } from './backup/render-backup-text.js';
import { renderBackupJson } from './backup/render-backup-json.js';
import { renderListJson, renderListText } from './backup/snapshot-list.js';
import { comparisonReport } from './comparison/comparison-report.js';
import { renderComparisonJson } from './comparison/render-comparison-json.js';
import { renderComparisonText } from './comparison/render-comparison-text.js';
import { driftReport } from './drift/drift-report.js';
import { renderDriftJson } from './drift/render-drift-json.js';
import { renderDriftJunit } from './drift/render-drift-junit.js';
import { renderDriftText } from './drift/render-drift-text.js';
import { renderAnnotations } from './findings/render-annotations.js';
import { renderLintHtml } from './findings/render-lint-html.js';
import { renderLintJson } from './findings/render-lint-json.js';
import { renderLintJunit } from './findings/render-lint-junit.js';
import { renderLintMarkdown } from './findings/render-lint-markdown.js';
import { renderLintText } from './findings/render-lint-text.js';
import { renderReview } from './findings/render-review.js';
import { renderSarif } from './findings/render-sarif.js';
import { renderHtml } from './render-html.js';
import { renderJson } from './render-json.js';
import { renderJunit } from './render-junit.js';
import { renderStats } from './render-stats.js';
import { renderText } from './render-text.js';
import { renderStatusJson } from './status/render-status-json.js';
import { renderStatusText } from './status/render-status-text.js';
import { statusReport } from './status/status-report.js';
import { backupItem, backupRegion, backupReportOf, completeSnapshot, listOf } from './testing/backups.js';
import { excepted, finding, reportOf, rule } from './testing/findings.js';
import { onlineRow } from './testing/review.js';
import { reportedCompleteness } from './reported-completeness.js';
import { blocker, outcome, plan, planned, promoted, step, whole } from './testing/samples.js';

const invisible = '\u200b\u00ad\u180e\u200c\u200f\u2028\u202e\u2060\u2066\ufeff\u0085\u001b[2J\u{e0041}';

/** What stands in each text of a report, one after the other. */
const hostile = [
  `::error::x${invisible}`,
  `  ::stop-commands::x${invisible}`,
  `x\n::error::y\r::error::z\r\n${invisible}`,
  `##[error]x##vso[task.complete]${invisible}`,
];

/** A report of each kind in each format, by its name. */
function rendered(bad: string): Readonly<Record<string, string>> {
  const where = { file: bad, line: 1, column: 1 };
  const place = { file: bad, line: 1 };
  const rules = [rule()];
  const found = [
    { message: bad, remedy: bad, where, related: [{ where, message: bad }] },
    { message: bad, where, revision: bad, severity: 'warning' } as const,
    { message: bad, where, severity: 'info' } as const,
  ].map(finding);
  const row = onlineRow({
    ...{
      image: bad,
      tag: bad,
      from: bad,
      registries: [`us.gcr.io/${bad}`],
      file: bad,
      platforms: [bad],
      created: bad,
    },
    ...{ revision: bad, comparedWith: bad },
  });
  const review = [
    row,
    { ...row, unreachable: bad },
    { ...row, registries: [`us.gcr.io/${bad}`, 'eu.gcr.io/b'] },
  ];
  const lint = reportOf(found, {
    excepted: [excepted({ reason: bad, expires: bad, where })],
    changedConfigurations: [bad],
    review,
  });
  const names = { image: bad, tags: [bad], source: bad, destination: bad, where: place };
  const promotion = promoted(
    plan({ steps: [step(names)], blockers: [blocker({ ...names, reason: bad })] }),
    [outcome({ step: step(names), state: 'failed', reason: bad })],
    { requests: 1 },
  );
  const dryRun = planned(
    plan({ steps: [step(names)], blockers: [blocker({ ...names, kind: 'unreachable', reason: bad })] }),
    { requests: 1 },
  );
  const drift = driftReport(
    (['missing', 'unreachable'] as const).map((kind) => {
      return { kind, repository: bad, tag: bad, explanation: bad };
    }),
    {
      repositories: 1,
      requests: 1,
      revision: bad,
      completeness: reportedCompleteness({ kind: 'unknown', reason: bad }),
      invalid: [bad],
    },
  );
  const status = statusReport(
    (['conflict', 'unknown', 'in-place'] as const).map((state) => {
      return {
        state,
        image: bad,
        subproject: bad,
        destination: bad,
        tag: bad,
        source: bad,
        reason: bad,
        where: place,
      };
    }),
    { asked: bad, requests: 1 },
  );
  const comparison = comparisonReport(
    (['missing-tag', 'tag-differs', 'unreachable'] as const).map((kind) => {
      return { kind, repository: bad, digest: bad, tag: bad, registry: bad, reason: bad };
    }),
    {
      old: bad,
      new: [bad],
      level: 'listing',
      completeness: reportedCompleteness({ kind: 'unknown', reason: bad }, [
        [bad, { kind: 'tags-only', reason: bad }],
      ]),
      repositories: 1,
      settled: 0,
      digests: 1,
      tags: 1,
      requests: 1,
    },
  );
  const backup = backupReportOf(
    (['copied', 'failed'] as const).map((state) =>
      backupItem({ snapshot: bad, registry: bad, repository: bad, tags: [bad], state, reason: bad }),
    ),
    {
      snapshot: bad,
      regions: [backupRegion({ from: bad, to: bad, layout: bad, found: { [bad]: 1 } })],
      uncovered: [bad],
      removed: [bad],
    },
  );
  const list = listOf([completeSnapshot({ snapshot: bad, layout: bad, reason: bad })]);
  return {
    'lint text': renderLintText(lint, { showInfos: true, lineAt: () => bad }),
    'lint json': renderLintJson(lint),
    'lint sarif': renderSarif(lint, { version: '1', rules }),
    'lint junit': renderLintJunit(lint, { rules }),
    'lint html': renderLintHtml(lint, { lineAt: () => bad }),
    'lint markdown': renderLintMarkdown(lint),
    'lint github': renderAnnotations(lint),
    review: renderReview(review),
    'promotion text': renderText(promotion, { dryRun: false }),
    'promotion json': whole(renderJson(promotion)),
    'promotion junit': whole(renderJunit(promotion)),
    'promotion html': renderHtml(promotion, { dryRun: false }),
    'plan text': renderText(dryRun, { dryRun: true }),
    'plan html': renderHtml(dryRun, { dryRun: true }),
    'drift text': renderDriftText(drift, { registries: [] }),
    'drift json': renderDriftJson(drift),
    'drift junit': renderDriftJunit(drift),
    'status text': renderStatusText(status),
    'status json': renderStatusJson(status),
    'comparison text': renderComparisonText(comparison),
    'comparison json': renderComparisonJson(comparison),
    'backup text': renderBackupText(backup),
    'backup json': renderBackupJson(backup),
    'list text': renderListText(list),
    'list json': renderListJson(list),
    stats: renderStats([{ host: bad, kinds: { [bad]: 1 }, retries: 0, bytesIn: 0, bytesOut: 0 }]),
  };
}

// Commands of the report itself: an error, a warning, an info, what is excepted, and the configuration.
const ownCommands: Readonly<Record<string, number>> = { 'lint github': 5 };

it.each(Object.keys(rendered('')))('%s gives a log nothing to obey and hides nothing', (name) => {
  for (const bad of hostile) {
    const text = rendered(bad)[name] ?? '';
    const lines = text.split(/[\n\r\u0085\u2028\u2029]/);
    expect(lines.filter((line) => line.trimStart().startsWith('::'))).toHaveLength(ownCommands[name] ?? 0);
    expect(text).not.toMatch(/##\w*\[/);
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Default_Ignorable_Code_Point}]/u);
    expect(text).toMatch(/\\u200b/);
  }
});
