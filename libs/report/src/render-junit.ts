import { groupBy } from './group-by.js';
import type { PromotionReport, ReportItem } from './promotion-report.js';
import { waysOutOf } from './remedies.js';
import { count } from './words.js';
import { xmlAttributes, xmlText } from './xml.js';

/**
 * The report as JUnit XML, one suite per kind of item and one case per item. Blocked and failed items are failures.
 * Where there is nothing to tell, one passing case stands for it: viewers show no run without cases as passed.
 */
export function renderJunit(report: PromotionReport): string {
  const suites = groupBy(report.items, ({ kind }) => kind);
  const bodies = [...suites].map(([kind, items]) =>
    suite(`${report.command} ${kind}`, items.map(testcase), items),
  );
  if (bodies.length === 0) bodies.push(suite(report.command, [nothingToDo(report)], []));
  const tests = Math.max(1, report.items.length);
  const attributes = xmlAttributes({ name: `cip ${report.command}`, tests, ...failuresOf(report.items) });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes}>`,
    ...bodies,
    '</testsuites>',
    '',
  ].join('\n');
}

function suite(name: string, cases: readonly string[], items: readonly ReportItem[]): string {
  const attributes = xmlAttributes({ name, tests: cases.length, ...failuresOf(items) });
  return [`  <testsuite${attributes}>`, ...cases, '  </testsuite>'].join('\n');
}

function failuresOf(items: readonly ReportItem[]): Record<string, number> {
  return { failures: items.filter(isFailure).length, errors: 0, skipped: 0 };
}

function isFailure({ state }: ReportItem): boolean {
  return state === 'blocked' || state === 'failed';
}

function testcase(item: ReportItem): string {
  const attributes = xmlAttributes({ classname: item.image || item.kind, name: nameOf(item) });
  if (!isFailure(item)) return `    <testcase${attributes}/>`;
  return [`    <testcase${attributes}>`, `      ${failure(item)}`, '    </testcase>'].join('\n');
}

/** Unlike any other case's: viewers keep one of those with equal names. */
function nameOf({ destination, digest, tags, where, source }: ReportItem): string {
  const target = [destination || source, ...(digest === '' ? [] : [digest])].join('@');
  const name = tags.length === 0 ? target : `${target} (${tags.join(', ')})`;
  return destination === '' && where ? `${name} ${where.file}:${where.line}`.trim() : name;
}

function failure(item: ReportItem): string {
  const { kind, state, reason = 'no reason was given', where, source } = item;
  const attributes = xmlAttributes({ message: reason, type: state === 'failed' ? 'failed' : kind });
  const details = [
    reason,
    ...(source === '' ? [] : [`source: ${source}`]),
    ...(where ? [`manifest: ${where.file}:${where.line}`] : []),
    ...(kind === 'copy' || kind === 'tag' ? [] : waysOutOf(kind)),
  ];
  return `<failure${attributes}>${xmlText(details.join('\n'))}</failure>`;
}

function nothingToDo(report: PromotionReport): string {
  const name = `nothing to do, ${count(report.summary.existing, 'item')} in place`;
  return `    <testcase${xmlAttributes({ classname: `cip ${report.command}`, name })}/>`;
}
