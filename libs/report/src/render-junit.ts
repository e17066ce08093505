import { formatShard } from '@cip/oci';
import { junitCase, junitElement, junitLines, junitName, type JunitSuite } from './junit.js';
import type { PromotionReport, ReportItem } from './promotion-report.js';
import { isStepKind } from './item-rows.js';
import { waysOutOf } from './remedies.js';
import { type UnfinishedShard, unfinishedText } from './shards/unfinished.js';
import { count } from './words.js';

/**
 * The report as JUnit XML, in pieces, one suite per kind of item and one case per item. Blocked and failed items are failures,
 * what a signal left undone is skipped, and the signal itself is an error, as is each shard that did not do its part.
 * Where there is nothing to tell, one passing case stands for it: viewers show no run without cases as passed.
 */
export function renderJunit(report: PromotionReport): Iterable<string> {
  const { command, shard, interrupted, unfinished } = report;
  const suites: JunitSuite[] = [...figuresByKind(report)].map(([kind, figures]) => ({
    name: `${command} ${kind}`,
    ...figures,
    errors: 0,
    cases: casesOf(report, kind),
  }));
  const alone = { name: command, tests: 1, failures: 0, skipped: 0 };
  const stops = unfinished ? unfinished.map(unfinishedCase(report)) : interrupted ? [stopped(report)] : [];
  if (stops.length > 0) suites.push({ ...alone, tests: stops.length, errors: stops.length, cases: stops });
  else if (suites.length === 0) suites.push({ ...alone, errors: 0, cases: [nothingToDo(report)] });
  return junitLines(junitName(`cip ${command}`, shard), suites);
}

type Figures = Record<'tests' | 'failures' | 'skipped', number>;

function figuresByKind({ items, interrupted }: PromotionReport): Map<ReportItem['kind'], Figures> {
  const byKind = new Map<ReportItem['kind'], Figures>();
  for (const item of items) {
    const figures = byKind.get(item.kind) ?? { tests: 0, failures: 0, skipped: 0 };
    byKind.set(item.kind, figures);
    figures.tests += 1;
    if (isFailure(item)) figures.failures += 1;
    if (interrupted && item.state === 'planned') figures.skipped += 1;
  }
  return byKind;
}

function* casesOf({ items, interrupted }: PromotionReport, kind: ReportItem['kind']): Generator<string> {
  for (const item of items) if (item.kind === kind) yield testcase(item, interrupted);
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

/** Each shard that did not do its part. */
function unfinishedCase({ command }: PromotionReport): (shard: UnfinishedShard) => string {
  return (one) => {
    const type = one.interrupted === undefined ? 'missing' : 'interrupted';
    const error = junitElement('error', { message: unfinishedText(one), type });
    return junitCase(`cip ${command}`, `shard ${formatShard(one.shard)} ran to its end`, [error]);
  };
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
    ...(isStepKind(kind) ? [] : waysOutOf(kind)),
  ];
  return junitElement('failure', attributes, details);
}

function nothingToDo(report: PromotionReport): string {
  const name = `nothing to do, ${count(report.summary.existing, 'item')} in place`;
  return junitCase(`cip ${report.command}`, name);
}
