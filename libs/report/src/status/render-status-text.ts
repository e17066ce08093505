import { type ImageState, imageStates } from '@cip/plan';
import { groupBy, printable } from '@cip/oci';
import { type Column, fit, layOut } from '../columns.js';
import { indented, more } from '../lines.js';
import { listed, shortDigest } from '../short-names.js';
import { painter, type Paint } from '../style.js';
import { count } from '../words.js';
import { carriedLines } from './carried-lines.js';
import { meanings } from './explain.js';
import { causeOf, explanationOf, groupOutages, groupStatuses, type StatusGroup } from './group-statuses.js';
import type { StatusItem, StatusReport } from './status-report.js';

export interface StatusTextOptions {
  /** Whether to set off with ANSI codes; default false. */
  readonly color?: boolean;
  /** Of the terminal, in characters; default 120. */
  readonly width?: number;
}

const mostLines = 100;
const columns: readonly Column[] = [
  { emphasis: 'dim' },
  {},
  { emphasis: 'bold' },
  { emphasis: 'dim' },
  {},
  { emphasis: 'dim' },
];

/** The report for people: by state, regions that stand alike in one line, each with the place in the manifests; a summary. */
export function renderStatusText(report: StatusReport, options: StatusTextOptions = {}): string {
  const { color = false, width = 120 } = options;
  const paint = painter(color);
  const byState = groupBy(report.items, ({ state }) => state);
  const sections = imageStates.map((state) => linesOf(state, byState.get(state) ?? [], width, paint));
  const all = [...sections, carriedLines(report)];
  const shown = [...all.filter((lines) => lines.length > 0), [statusSummary(report)]];
  return `${shown.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function linesOf(state: ImageState, items: readonly StatusItem[], width: number, paint: Paint): string[] {
  if (items.length === 0) return [];
  const title = `${paint(state, emphasisOf(state))}: ${count(items.length, 'item')}, ${meanings[state]}`;
  const body = state === 'unknown' ? outageLines(items) : groupLines(state, items, width, paint);
  return [title, ...indented(2, body)];
}

/** A line for each registry and cause. */
function outageLines(items: readonly StatusItem[]): string[] {
  const outages = groupOutages(items);
  const hidden = outages.slice(mostLines).reduce((sum, outage) => sum + outage.items, 0);
  const lines = outages
    .slice(0, mostLines)
    .map(({ registry, reason, items: amount }) =>
      printable(`${registry}: ${count(amount, 'item')}: ${reason}`),
    );
  return [...lines, ...more(0, hidden)];
}

/** Each cause once, and below it what stands so. */
function groupLines(state: ImageState, items: readonly StatusItem[], width: number, paint: Paint): string[] {
  const groups = groupStatuses(items);
  const shown = groups.slice(0, mostLines);
  const hidden = groups.slice(mostLines).reduce((sum, group) => sum + group.items.length, 0);
  const byCause = groupBy(shown, ({ first }) => causeOf(first));
  const lines = [...byCause.values()].flatMap((alike) => {
    const reason = explanationOf(alike);
    const rows = rowsOf(alike, width, paint);
    return reason === meanings[state] ? rows : [printable(reason), ...indented(2, rows)];
  });
  return [...lines, ...more(0, hidden)];
}

/** How a state is set off. */
export function emphasisOf(state: ImageState): 'green' | 'yellow' | 'red' {
  if (state === 'in-place') return 'green';
  return state === 'not-promoted' ? 'yellow' : 'red';
}

function rowsOf(groups: readonly StatusGroup[], width: number, paint: Paint): string[] {
  return layOut(
    groups.map((group) => statusCells(group, width)),
    columns,
    paint,
  );
}

/** The cells of a line; `width` is what the line may take, in characters. */
export function statusCells({ first, tags, registries }: StatusGroup, width: number): string[] {
  const { subproject = '', image, digest = '', where } = first;
  return [
    printable(subproject),
    fit(printable(image), Math.max(20, Math.floor(width * 0.35)), 'end'),
    tags.length === 0 && digest !== '' ? '(no tag)' : listed(tags, Math.max(20, Math.floor(width * 0.25))),
    shortDigest(digest),
    placesText(registries),
    where ? printable(`${where.file}:${where.line}`) : '',
  ];
}

/** Names when there are few, their number otherwise. */
function placesText(registries: readonly string[]): string {
  if (registries.length === 0) return '';
  if (registries.length > 3) return `in ${count(registries.length, 'registry', 'registries')}`;
  return `in ${printable(registries.join(', '))}`;
}

/** The figures as one sentence. */
export function statusSummary({ asked, summary }: StatusReport): string {
  const found = imageStates
    .filter((state) => summary[state] > 0)
    .map((state) => `${summary[state]} ${state}`);
  const looked = count(summary.destinations, 'destination');
  return `Summary: ${printable(asked)}: ${found.join(', ')} in ${looked}; ${count(summary.requests, 'request')}.`;
}
