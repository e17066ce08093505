import { groupBy } from '@cip/manifest';
import { junitCase, junitDocument, junitElement, junitName, type JunitSuite } from './junit.js';
import type { PromotionReport, ReportItem } from './promotion-report.js';
import { waysOutOf } from './remedies.js';
import { count } from './words.js';

/**
 * The report as JUnit XML, one suite per kind of item and one case per item. Blocked and failed items are failures, what
 * a signal left undone is skipped, and the signal itself is an error.
 * Where there is nothing to tell, one passing case stands for it: viewers show no run without cases as passed.
 */
export function renderJunit(report: PromotionReport): string {
  const { command, shard, interrupted, items } = report;
  const suites = [...groupBy(items, ({ kind }) => kind)].map(([kind, alike]): JunitSuite => {
    const cases = alike.map((item) => testcase(item, interrupted));
    const skipped = interrupted ? alike.filter(({ state }) => state === 'planned').length : 0;
    return {
      name: `${command} ${kind}`,
      cases,
      failures: alike.filter(isFailure).length,
      errors: 0,
      skipped,
    };
  });
  if (interrupted)
    suites.push({ name: command, cases: [stopped(report)], failures: 0, errors: 1, skipped: 0 });
  else if (suites.length === 0) {
    suites.push({ name: command, cases: [nothingToDo(report)], failures: 0, errors: 0, skipped: 0 });
  }
  return junitDocument(junitName(`cip ${command}`, shard), suites);
}

function isFailure({ state }: ReportItem): boolean {
  return state === 'blocked' || state === 'failed';
}

function testcase(item: ReportItem, interrupted: PromotionReport['interrupted']): string {
  const undone = interrupted !== undefined && item.state === 'planned';
  const skipped = () => junitElement('skipped', { message: `not done: interrupted by ${interrupted}` });
  const outcome = undone ? [skipped()] : isFailure(item) ? [failure(item)] : [];
  return junitCase(item.image || item.kind, nameOf(item), outcome);
}

/** No run that was cut off may look like one that found everything in order. */
function stopped({ command, interrupted = 'SIGTERM' }: PromotionReport): string {
  const error = junitElement('error', { message: `interrupted by ${interrupted}`, type: 'interrupted' });
  return junitCase(`cip ${command}`, 'ran to its end', [error]);
}

/** Unlike any other case's: viewers keep one of those with equal names. */
function nameOf({ destination, digest, tags, where, source }: ReportItem): string {
  const target = [destination || source, ...(digest === '' ? [] : [digest])].join('@');
  const name = tags.length === 0 ? target : `${target} (${tags.join(', ')})`;
  return destination === '' && where ? `${name} ${where.file}:${where.line}`.trim() : name;
}

function failure(item: ReportItem): string {
  const { kind, state, reason = 'no reason was given', where, source } = item;
  const attributes = { message: reason, type: state === 'failed' ? 'failed' : kind };
  const details = [
    reason,
    ...(source === '' ? [] : [`source: ${source}`]),
    ...(where ? [`manifest: ${where.file}:${where.line}`] : []),
    ...(kind === 'copy' || kind === 'tag' ? [] : waysOutOf(kind)),
  ];
  return junitElement('failure', attributes, details);
}

function nothingToDo(report: PromotionReport): string {
  const name = `nothing to do, ${count(report.summary.existing, 'item')} in place`;
  return junitCase(`cip ${report.command}`, name);
}
