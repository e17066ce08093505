import { more } from '../lines.js';
import { agreementOf, changedConfigurationText, filesOf } from './excepted-lines.js';
import { changesAccounts, isOfAccounts } from './changed-accounts.js';
import { locationOf, messageOf } from './item-text.js';
import { hiddenTexts } from './hidden.js';
import type { LintItem, LintReport } from './lint-report.js';
import { code } from './markdown-code.js';
import { summaryLine } from './render-lint-text.js';
import { renderReviewMarkdown } from './render-review-markdown.js';

const mostErrors = 10;
const mostExcepted = 10;

/**
 * What reviewers must know before they approve, for the summary of a GitHub step: figures, errors, who writes to
 * production now, what is excepted, and what the change promotes.
 */
export function renderLintMarkdown(report: LintReport): string {
  const { items, excepted = [], changedConfigurations = [], review, hiddenRows } = report;
  const errors = items.filter(({ severity }) => severity === 'error');
  const accounts = items.filter((item) => isOfAccounts(item) && item.severity !== 'error');
  const sections = [
    [`### cip-lint: ${summaryLine(report)}`],
    listOf(errors.map(errorText), mostErrors, 'errors'),
    listOf(accounts.map(errorText), mostErrors, 'service accounts'),
    hiddenTexts(report).map((text) => `- ${text}`),
    changedConfigurations.map((file) => `- ${code(changedConfigurationText(file))}`),
    excepted.length === 0 ? [] : [`Excepted (agreed to in ${code(filesOf(excepted))}):`],
    listOf(
      excepted.map((item) => `${errorText(item)}; ${code(agreementOf(item))}`),
      mostExcepted,
      'excepted',
    ),
    review
      ? [renderReviewMarkdown(review, { hiddenRows, changesAccounts: changesAccounts(report) }).trimEnd()]
      : [],
  ].filter((lines) => lines.length > 0);
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function errorText(item: LintItem): string {
  return `${code(item.rule)} ${code(locationOf(item))}: ${code(messageOf(item))}`;
}

function listOf(texts: readonly string[], most: number, noun: string): string[] {
  const shown = texts.slice(0, most);
  return [...shown, ...more(0, texts.length - shown.length, noun)].map((text) => `- ${text}`);
}
