import { groupBy } from '@cip/oci';
import { html, type Html, nothing } from '../html/html.js';
import { page } from '../html/page.js';
import { table } from '../html/table.js';
import { count, grouped } from '../words.js';
import { bySeverity } from './by-severity.js';
import { agreementOf, changedConfigurationText, filesOf } from './excepted-lines.js';
import { emphasisOf, type LineAt } from './finding-lines.js';
import { locationOf, messageOf, relatedTexts, shortRevision } from './item-text.js';
import { hiddenTexts } from './hidden.js';
import type { ExceptedItem, LintItem, LintReport } from './lint-report.js';
import { summaryLine } from './render-lint-text.js';
import { reviewTable } from './review-columns.js';
import { changesAccounts } from './changed-accounts.js';
import { refusedFirst, reviewTitle } from './review-title.js';
import { sourceExcerpt } from './source-excerpt.js';

export interface LintHtmlOptions {
  /** The lines that findings stand in; default: findings are shown without them. */
  readonly lineAt?: LineAt;
}

// Browsers are slow with more than that, and nobody reads it.
const mostFindings = 2_000;
const mostOthers = 500;
const widestExcerpt = 160;
const widestName = 100;

/** The findings as one page, file by file, those with errors first; infos are folded away. Of very many the worst are shown. */
export function renderLintHtml(
  report: LintReport,
  { lineAt = () => undefined }: LintHtmlOptions = {},
): string {
  const shown = bySeverity(report.items).slice(0, mostFindings);
  const byFile = [...groupBy(shown, ({ file }) => file).values()];
  return page('cip-lint', [
    html`<h1>cip-lint ${verdictOf(report)}</h1>
      <p class="soft">${summaryLine(report)}</p>`,
    ...hiddenTexts(report).map((text) => html`<p>${text}</p>`),
    ...(report.changedConfigurations ?? []).map((file) => html`<p>${changedConfigurationText(file)}</p>`),
    reviewOf(report),
    ...byFile.map((items) => fileSection(items, lineAt)),
    more(report.items.length - shown.length),
    exceptedOf(report.excepted ?? []),
  ]);
}

function verdictOf({ summary: { errors, warnings } }: LintReport): Html {
  if (errors > 0) return html`<span class="badge red">${count(errors, 'error')}</span>`;
  if (warnings > 0) return html`<span class="badge yellow">${count(warnings, 'warning')}</span>`;
  return html`<span class="badge green">no errors</span>`;
}

/** Findings of one file, in the order given, which is that of severities. */
function fileSection(items: readonly [LintItem, ...LintItem[]], lineAt: LineAt): Html {
  const infos = items.filter(({ severity }) => severity === 'info');
  const others = items.filter(({ severity }) => severity !== 'info');
  return html`<section>
    <h2>${items[0].file}</h2>
    ${others.map((item) => card(item, lineAt))}${folded(infos, lineAt)}
  </section>`;
}

function folded(infos: readonly LintItem[], lineAt: LineAt): Html {
  if (infos.length === 0) return nothing;
  const cards = infos.map((item) => card(item, lineAt));
  return html`<details>
    <summary>${count(infos.length, 'info')}</summary>
    ${cards}
  </details> `;
}

function card(item: LintItem, lineAt: LineAt): Html {
  const related = relatedTexts(item).map((text) => html`<li>${text}</li>`);
  return html`<article class="card">
    ${headOf(item, placeInFile(item))}
    <p>${messageOf(item)}</p>
    ${excerptOf(item, lineAt)}${
      related.length === 0
        ? nothing
        : html`<ul>
            ${related}
          </ul> `
    }${item.remedy === undefined ? nothing : html`<p><b>Fix:</b> ${item.remedy}</p> `}
  </article> `;
}

function headOf({ severity, rule }: LintItem, place: string): Html {
  return html`<p>
    <span class="badge ${emphasisOf[severity]}">${severity}</span> <b>${rule}</b>
    <code class="place">${place}</code>
  </p>`;
}

/** The file stands above. */
function placeInFile({ line, column, revision }: LintItem): string {
  const place = `line ${line}, column ${column}`;
  return revision === undefined ? place : `${place} in ${shortRevision(revision)}`;
}

function excerptOf({ file, line, column, revision }: LintItem, lineAt: LineAt): Html {
  const text = lineAt(file, line, revision);
  if (text === undefined || text.trim() === '') return nothing;
  const [source, caret] = sourceExcerpt(line, text, column, widestExcerpt);
  return html`<pre>${source}
${caret.slice(0, -1)}<b>${caret.slice(-1)}</b></pre> `;
}

function reviewOf(report: LintReport): Html {
  const { review, hiddenRows } = report;
  if (review === undefined) return nothing;
  const shown = refusedFirst(review).slice(0, mostOthers);
  const { columns, rows } = reviewTable(shown, widestName);
  const list = shown.length === 0 ? nothing : html` <div class="card">${table(columns, rows)}</div>`;
  return html`<section>
    <h2>${reviewTitle(review, { hiddenRows, changesAccounts: changesAccounts(report) })}</h2>
    ${list}${more(review.length - shown.length)}
  </section>`;
}

function exceptedOf(items: readonly ExceptedItem[]): Html {
  if (items.length === 0) return nothing;
  const shown = items.slice(0, mostOthers).map(
    (item) =>
      html`<article class="card">
        ${headOf(item, locationOf(item))}
        <p>${messageOf(item)}</p>
        <p class="soft">${agreementOf(item)}</p>
      </article> `,
  );
  return html`<section>
    <h2>Excepted (agreed to in ${filesOf(items)})</h2>
    ${shown}${more(items.length - shown.length)}
  </section>`;
}

function more(hidden: number): Html {
  return hidden === 0
    ? nothing
    : html`<p class="soft">… and ${grouped(hidden)} more (use --format json for all)</p>`;
}
