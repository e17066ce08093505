import { groupBy, printable } from '@cip/oci';
import { more } from '../lines.js';
import { bySeverity } from './by-severity.js';
import { agreementOf, changedConfigurationText } from './excepted-lines.js';
import { fromTop, type FromTopOptions } from './from-top.js';
import { locationOf, messageOf, relatedTexts } from './item-text.js';
import { hiddenTexts } from './hidden.js';
import type { ExceptedItem, LintItem, LintPlace, LintReport } from './lint-report.js';
import { summaryLine } from './render-lint-text.js';

const commands = { error: 'error', warning: 'warning', info: 'notice' } as const;

// GitHub shows ten annotations of each kind for a step; the others are lines of its log.
const mostOfEach = 50;

/**
 * The findings as workflow commands, which GitHub shows beside the lines of a pull request: errors first. The last
 * lines, the figures and what is not listed, are no commands.
 */
export function renderAnnotations(report: LintReport, options: FromTopOptions = {}): string {
  const byKind = groupBy(bySeverity(report.items), ({ severity }) => severity);
  const lines = [...byKind].flatMap(([severity, items]) => [
    ...items.slice(0, mostOfEach).map((item) => command(fromTop(item, options))),
    ...more(0, Math.max(0, items.length - mostOfEach), `${severity}s`),
  ]);
  const { excepted = [], changedConfigurations = [] } = report;
  const agreed = [
    ...excepted.slice(0, mostOfEach).map((item) => exceptedCommand(fromTop(item, options))),
    ...more(0, Math.max(0, excepted.length - mostOfEach), 'excepted'),
  ];
  const changed = changedConfigurations.map((file) => changedCommand(file, options));
  return `${[...lines, ...agreed, ...changed, ...hiddenTexts(report), summaryLine(report)].join('\n')}\n`;
}

function exceptedCommand(item: ExceptedItem): string {
  const text = [...textOf(item).slice(0, item.revision === undefined ? 1 : 2), agreementOf(item)];
  return commandOf('notice', item, `${item.rule} (excepted)`, text);
}

function changedCommand(file: string, { pathFromTop = (one) => one }: FromTopOptions): string {
  const shown = pathFromTop(file);
  const properties = `file=${escapedProperty(shown)},title=${escapedProperty('configuration')}`;
  return `::notice ${properties}::${escaped(changedConfigurationText(shown))}`;
}

function command(item: LintItem): string {
  return commandOf(commands[item.severity], item, item.rule, textOf(item));
}

/** What a change removed has no line in the new tree, and stands at its file. */
function commandOf(kind: string, place: LintPlace, title: string, text: readonly string[]): string {
  const { file, line, column, revision } = place;
  const position = revision === undefined ? { line, col: column } : {};
  const properties = Object.entries({ file, ...position, title })
    .map(([name, value]) => `${name}=${escapedProperty(String(value))}`)
    .join();
  return `::${kind} ${properties}::${escaped(text.join('\n'))}`;
}

function textOf(item: LintItem): string[] {
  const { remedy, revision } = item;
  return [
    messageOf(item),
    ...(revision === undefined ? [] : [`at ${locationOf(item)}`]),
    ...relatedTexts(item),
    ...(remedy === undefined ? [] : [printable(remedy)]),
  ];
}

/** As the runner of GitHub Actions undoes it: `%` and line ends. */
function escaped(text: string): string {
  return text.replaceAll(/[%\r\n]/g, percent);
}

/** Besides that, what separates properties. A name that does not print is shown, even if GitHub finds no such file. */
function escapedProperty(text: string): string {
  return printable(text).replaceAll(/[%\r\n:,]/g, percent);
}

function percent(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
