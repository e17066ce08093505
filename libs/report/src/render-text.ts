import type { Shard } from '@cip/oci';
import type { PromotionReport, ReportItem } from './promotion-report.js';
import {
  blockedLines,
  failedLines,
  leftBehindLines,
  listLines,
  proofLines,
  type TextLayout,
  uncomparedLines,
  unfinishedLines,
} from './text-sections.js';
import { groupItems } from './group-items.js';
import { painter } from './style.js';
import { waitSentences } from './waits.js';
import { count, grouped, summaryTitle } from './words.js';

export interface TextOptions {
  /** Whether to set off with ANSI codes; default false. */
  readonly color?: boolean;
  /** Of the terminal, in characters; default 120. */
  readonly width?: number;
  /** Nothing was to be written: what is planned is what would be done. */
  readonly dryRun: boolean;
  /** The plan was saved earlier, and nothing was compared anew. */
  readonly savedPlan?: boolean;
}

/** Of which other formats make use: what was left undone, what the report ends with, and its figures. */
export { ending as closingLines, notDone as leftUndone, summaryLine as promotionSummary };

/**
 * The report for people: what was done, what is blocked and the ways out, what failed, what was left undone, and a
 * summary. An image that goes to twenty registries takes one line; long sections are cut, and say so.
 */
export function renderText(report: PromotionReport, options: TextOptions): string {
  const layout: TextLayout = { width: options.width ?? 120, paint: painter(options.color ?? false) };
  const sections = [
    ...sectionsOf(report, options, layout),
    [...ending(report, options), summaryLine(report, options)],
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function sectionsOf(report: PromotionReport, options: TextOptions, layout: TextLayout): string[][] {
  const groups = groupItems(report.items);
  const by = (state: ReportItem['state']) => groups.get(state) ?? [];
  const left = options.dryRun ? 'Would promote' : notDone(report);
  const planned = listLines(left, by('planned'), 'yellow', layout);
  const sections = [
    options.dryRun ? planned : [],
    listLines('Promoted', by('promoted'), 'green', layout),
    listLines('In place', by('existing'), 'dim', layout),
    proofLines([...by('planned'), ...by('promoted'), ...by('failed')], layout),
    leftBehindLines(report.leftBehind ?? [], layout),
    blockedLines(by('blocked'), layout),
    failedLines(by('failed'), layout),
    options.dryRun ? [] : planned,
    uncomparedLines(report.uncompared ?? [], layout),
    unfinishedLines(report.unfinished ?? [], layout),
  ];
  return sections.filter((lines) => lines.length > 0);
}

function notDone({ interrupted }: PromotionReport): string {
  return interrupted === undefined ? 'Not done' : `Not done (interrupted by ${interrupted})`;
}

function ending(report: PromotionReport, options: TextOptions): string[] {
  return [...closing(report, options), ...waitSentences(report.waits ?? [])];
}

function closing(report: PromotionReport, options: TextOptions): string[] {
  const { command, summary, shard } = report;
  const { planned, promoted, blocked, failed, existing } = summary;
  if (isPartial(report)) return ['Not everything was compared: what is not listed here is unknown.'];
  if (planned + promoted + blocked + failed === 0) {
    const empty = options.savedPlan === true && existing === 0;
    const noSteps = `the saved plan has no steps${shard ? ' for this shard' : ''}`;
    return [`Nothing to do: ${empty ? noSteps : nothingToDo(existing, shard)}.`];
  }
  if (!options.dryRun || planned === 0) return [];
  const asSaved =
    options.savedPlan === true ? ' This is the plan as it was saved; no registry was asked.' : '';
  const goOn = command === 'promote' ? ' Add --confirm to promote.' : '';
  return [`Nothing was written: this was a dry run.${asSaved}${goOn}`];
}

function isPartial({ summary, interrupted, uncompared, unfinished = [] }: PromotionReport): boolean {
  if (uncompared || unfinished.some((shard) => shard.uncompared > 0)) return true;
  const { planned, promoted, failed } = summary;
  return interrupted !== undefined && planned + promoted + failed === 0;
}

function nothingToDo(existing: number, shard: Shard | undefined): string {
  if (existing === 0) return shard ? 'nothing was asked of this shard' : 'nothing was asked for';
  return `${existing === 1 ? 'the only item is' : `all ${count(existing, 'item')} are`} in place`;
}

function summaryLine({ summary, shard, interrupted }: PromotionReport, options: TextOptions): string {
  const { planned, promoted, tagged, attached, signed, existing, blocked, failed, requests } = summary;
  const parts = [
    ...(tagged > 0 ? [`${grouped(tagged)} by tag only`] : []),
    ...(attached > 0 ? [count(attached, 'attached artifact')] : []),
    ...(signed > 0 ? [`${grouped(signed)} by signing`] : []),
  ];
  const detail = parts.length > 0 ? ` (${parts.join(', ')})` : '';
  const figures = [
    `${options.dryRun ? `${grouped(planned)} to promote` : `${grouped(promoted)} promoted`}${detail}`,
    `${grouped(existing)} in place`,
    ...(blocked > 0 ? [`${grouped(blocked)} blocked`] : []),
    ...(failed > 0 ? [`${grouped(failed)} failed`] : []),
    ...(!options.dryRun && planned > 0 ? [`${grouped(planned)} not done`] : []),
  ];
  const stopped = interrupted === undefined ? '' : `; interrupted by ${interrupted}`;
  return `${summaryTitle(shard)}: ${figures.join(', ')}; ${count(requests, 'request')}${stopped}.`;
}
