import { compareTexts, groupBy, isFirst } from '@cip/oci';
import { sortBy, uniqBy } from 'es-toolkit/array';
import {
  compareItems,
  type LeftBehind,
  type PromotionReport,
  type ReportItem,
  type ReportSummary,
  sortedLeft,
} from '../promotion-report.js';
import type { Wait } from '../waits.js';
import { checkParts, type NamedReport } from './check-parts.js';
import type { ShardReport } from './parse-shard-report.js';
import { isDryRun } from './shared-run.js';
import { repositoriesIn, type Uncompared, type UnfinishedShard } from './unfinished.js';

/**
 * The report that one process would have made of the work that shards shared, with those shards that did not do their part.
 * Throws `ReportFileError` for reports that are not of one run.
 */
export function mergeReports(parts: readonly [NamedReport, ...NamedReport[]]): PromotionReport {
  checkParts(parts);
  const reports = sortBy(
    parts.map(({ report }) => report),
    [({ shard }) => shard.index],
  );
  const [{ report: one }] = parts;
  const items = itemsOf(reports);
  const interrupted = reports.find((report) => report.interrupted)?.interrupted;
  const uncompared = uncomparedIn(reports);
  const unfinished = unfinishedOf(one, reports);
  const waits = longestWaits(reports);
  const left = leftBehindIn(reports);
  return {
    version: 1,
    command: one.command,
    summary: summaryOf(items, reports),
    ...(interrupted && { interrupted }),
    ...(uncompared.length > 0 && { uncompared }),
    ...(unfinished.length > 0 && { unfinished }),
    ...(waits.length > 0 && { waits }),
    ...(left.length > 0 && { leftBehind: left }),
    items,
  };
}

/** With `--strict`, each shard tells of mistakes in the manifests: once is enough. */
function itemsOf(reports: readonly ShardReport[]): ReportItem[] {
  return reports
    .flatMap(({ shard, items }) => items.filter(({ destination }) => destination !== '' || isFirst(shard)))
    .sort(compareItems);
}

function summaryOf(items: readonly ReportItem[], reports: readonly ShardReport[]): ReportSummary {
  const amount = (isCounted: (item: ReportItem) => boolean): number => items.filter(isCounted).length;
  const sum = (figure: 'existing' | 'requests'): number =>
    reports.reduce((total, { summary }) => total + summary[figure], 0);
  const isStep = ({ state }: ReportItem): boolean => state !== 'blocked' && state !== 'existing';
  return {
    planned: amount(({ state }) => state === 'planned'),
    promoted: amount(({ state }) => state === 'promoted'),
    tagged: amount(({ kind, state }) => kind === 'tag' && state === 'promoted'),
    attached: amount((item) => item.kind === 'attach' && isStep(item)),
    signed: amount((item) => item.kind === 'sign' && isStep(item)),
    existing: sum('existing'),
    blocked: amount(({ state }) => state === 'blocked'),
    failed: amount(({ state }) => state === 'failed'),
    requests: sum('requests'),
  };
}

function uncomparedIn(reports: readonly ShardReport[]): Uncompared[] {
  const all = reports.flatMap(({ uncompared = [] }) => uncompared);
  const byRegistry = groupBy(all, ({ registry }) => registry);
  return [...byRegistry]
    .map(([registry, alike]) => ({ registry, repositories: repositoriesIn(alike) }))
    .sort((a, b) => compareTexts(a.registry, b.registry));
}

function unfinishedOf(
  { shard: { count }, run }: ShardReport,
  reports: readonly ShardReport[],
): UnfinishedShard[] {
  const byIndex = new Map(reports.map((report) => [report.shard.index, report]));
  return run.shares.flatMap((share, index): UnfinishedShard[] => {
    const report = byIndex.get(index);
    const shard = { index, count };
    if (!report) return [{ shard, uncompared: share, planned: 0 }];
    const { interrupted, uncompared = [], summary } = report;
    if (!interrupted) return [];
    const planned = isDryRun(run) ? 0 : summary.planned;
    return [{ shard, interrupted, uncompared: repositoriesIn(uncompared), planned }];
  });
}

/** Of each limit the longest: shards wait at the same time. */
function longestWaits(reports: readonly ShardReport[]): Wait[] {
  const all = reports.flatMap(({ waits = [] }) => waits);
  return uniqBy(sortBy(all, [({ seconds }) => -seconds, 'of']), ({ limit, of }) => `${limit} ${of}`);
}

/** What images of several shards have in common is left behind once. */
function leftBehindIn(reports: readonly ShardReport[]): LeftBehind[] {
  const all = reports.flatMap(({ leftBehind = [] }) => leftBehind);
  const keyOf = ({ source, on, digest, tag, why }: LeftBehind): string =>
    JSON.stringify([source, on, digest, tag, why]);
  return sortedLeft(uniqBy(all, keyOf));
}
