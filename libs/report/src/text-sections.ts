import { type BlockerKind, blockerKinds } from '@cip/plan';
import { groupBy } from '@cip/manifest';
import { causeOf } from './causes.js';
import { groupItems, reasonOf, registryOf } from './group-items.js';
import { groupUnreachable } from './group-unreachable.js';
import { itemRows } from './item-rows.js';
import { indented, more } from './lines.js';
import { printable } from '@cip/oci';
import type { ReportItem } from './promotion-report.js';
import { remedies, waysOutOf } from './remedies.js';
import type { Emphasis, Paint } from './style.js';
import { count } from './words.js';

export interface TextLayout {
  /** In characters. */
  readonly width: number;
  readonly paint: Paint;
}

const mostLines = 100;

/** A section that lists items, one line for each group; empty without items. */
export function listLines(
  title: string,
  items: readonly ReportItem[],
  emphasis: Emphasis,
  layout: TextLayout,
): string[] {
  if (items.length === 0) return [];
  const { shown, hidden } = firstOf(groupItems(items), ({ items: alike }) => alike.length);
  const rows = indented(2, itemRows(shown, layout.width, layout.paint));
  return [`${heading(title, items, emphasis, layout)}${spread(items)}`, ...rows, ...more(2, hidden)];
}

/** The section of blockers, by kind, each with what it means and the ways out of it. */
export function blockedLines(items: readonly ReportItem[], layout: TextLayout, dryRun: boolean): string[] {
  if (items.length === 0) return [];
  const byKind = groupBy(items, ({ kind }) => kind);
  const kinds = blockerKinds.flatMap((kind) => linesOfKind(kind, byKind.get(kind) ?? [], layout, dryRun));
  return [heading('Blocked', items, 'red', layout), ...indented(2, kinds)];
}

/** The section of what was tried and failed, items with the same cause under one reason. */
export function failedLines(items: readonly ReportItem[], layout: TextLayout): string[] {
  if (items.length === 0) return [];
  return [heading('Failed', items, 'red', layout), ...indented(2, reasonLines(items, layout))];
}

function linesOfKind(
  kind: BlockerKind,
  items: readonly ReportItem[],
  layout: TextLayout,
  dryRun: boolean,
): string[] {
  if (items.length === 0) return [];
  const title = `${layout.paint(kind, 'bold')}: ${count(items.length, 'item')}, ${remedies[kind].meaning}`;
  const body = kind === 'unreachable' ? outageLines(items) : reasonLines(items, layout);
  return [title, ...indented(2, body), ...indented(2, waysOutOf(kind, dryRun))];
}

/** Each cause once, and below it what it holds up. */
function reasonLines(items: readonly ReportItem[], layout: TextLayout): string[] {
  const { shown, hidden } = firstOf(groupItems(items), ({ items: alike }) => alike.length);
  const byReason = groupBy(shown, ({ first }) => causeOf(first));
  const lines = [...byReason.values()].flatMap((alike) => [
    printable(reasonOf(alike) || 'no reason was given'),
    ...indented(2, itemRows(alike, layout.width, layout.paint)),
  ]);
  return [...lines, ...more(0, hidden)];
}

function outageLines(items: readonly ReportItem[]): string[] {
  const { shown, hidden } = firstOf(groupUnreachable(items), ({ items: amount }) => amount);
  const lines = shown.map((outage) => {
    const amount = `${count(outage.items, 'item')} for ${count(outage.repositories, 'repository', 'repositories')}`;
    return `${printable(outage.host)}: ${amount}: ${printable(outage.reason)}`;
  });
  return [...lines, ...more(0, hidden)];
}

function heading(title: string, items: readonly unknown[], emphasis: Emphasis, layout: TextLayout): string {
  return `${layout.paint(title, emphasis)}: ${count(items.length, 'item')}`;
}

/** How many images and registries there are behind a number of items; nothing for a single item. */
export function spread(items: readonly ReportItem[]): string {
  if (items.length < 2) return '';
  const images = new Set(items.map(({ image, digest }) => `${image}@${digest}`)).size;
  const registries = new Set(items.map(registryOf)).size;
  return ` (${count(images, 'image')} to ${count(registries, 'registry', 'registries')})`;
}

/** The part of a section that is shown; `hidden` counts the items of the rest. */
function firstOf<Entry>(
  entries: readonly Entry[],
  itemsIn: (entry: Entry) => number,
): { shown: readonly Entry[]; hidden: number } {
  const hidden = entries.slice(mostLines).reduce((sum, entry) => sum + itemsIn(entry), 0);
  return { shown: entries.slice(0, mostLines), hidden };
}
