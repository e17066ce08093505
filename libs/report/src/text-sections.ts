import { type BlockerKind, blockerKinds } from '@cip/plan';
import { causeOf } from './causes.js';
import { type Column, layOut } from './columns.js';
import { amountOf, type ItemGroup, reasonOf } from './group-items.js';
import { groupUnreachable } from './group-unreachable.js';
import { itemRows } from './item-rows.js';
import { indented, more } from './lines.js';
import { groupBy, printable } from '@cip/oci';
import { leftBehindCells } from './left-behind.js';
import type { LeftBehind } from './promotion-report.js';
import {
  repositoriesIn,
  type Uncompared,
  uncomparedCells,
  type UnfinishedShard,
  unfinishedText,
} from './shards/unfinished.js';
import { proofCells, proofRows, proofTitle } from './proof.js';
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
  groups: readonly ItemGroup[],
  emphasis: Emphasis,
  layout: TextLayout,
): string[] {
  if (groups.length === 0) return [];
  const { shown, hidden } = firstOf(groups, ({ amount }) => amount);
  const rows = indented(2, itemRows(shown, layout.width, layout.paint));
  return [`${heading(title, groups, emphasis, layout)}${spread(groups)}`, ...rows, ...more(2, hidden)];
}

/** The section of what provenance policies say of the images that they let pass; empty without policies. */
export function proofLines(groups: readonly ItemGroup[], { paint }: TextLayout): string[] {
  const rows = proofRows(groups);
  if (rows.length === 0) return [];
  const shown = rows.slice(0, mostLines).map(proofCells);
  const title = `${paint('Provenance', 'bold')}: ${proofTitle(rows)}`;
  return [title, ...indented(2, layOut(shown, proofColumns, paint)), ...more(2, rows.length - shown.length)];
}

/** The section of attached artifacts that did not go along; empty where all did. */
export function leftBehindLines(left: readonly LeftBehind[], { paint }: TextLayout): string[] {
  if (left.length === 0) return [];
  const shown = left.slice(0, mostLines).map(leftBehindCells);
  const title = `${paint('Left behind', 'yellow')}: ${count(left.length, 'attached artifact')}`;
  return [title, ...indented(2, layOut(shown, leftColumns, paint)), ...more(2, left.length - shown.length)];
}

const leftColumns: readonly Column[] = [{ emphasis: 'bold' }, {}, {}];

const proofColumns: readonly Column[] = [
  { emphasis: 'bold' },
  { emphasis: 'dim' },
  {},
  {},
  { emphasis: 'dim' },
];

/** The section of registries of which nothing is known; empty where all were compared. */
export function uncomparedLines(uncompared: readonly Uncompared[], { paint }: TextLayout): string[] {
  if (uncompared.length === 0) return [];
  const amount = count(repositoriesIn(uncompared), 'repository', 'repositories');
  const shown = uncompared.slice(0, mostLines).map(uncomparedCells);
  const rows = indented(2, layOut(shown, [{ emphasis: 'bold' }, {}], paint));
  return [
    `${paint('Not compared', 'red')}: ${amount}`,
    ...rows,
    ...more(2, uncompared.length - shown.length),
  ];
}

/** The section of shards that did not do their part; empty where all did. */
export function unfinishedLines(unfinished: readonly UnfinishedShard[], { paint }: TextLayout): string[] {
  if (unfinished.length === 0) return [];
  const shown = unfinished.slice(0, mostLines).map(unfinishedText);
  const title = `${paint('Unfinished', 'red')}: ${count(unfinished.length, 'shard')}`;
  return [title, ...indented(2, shown), ...more(2, unfinished.length - shown.length)];
}

/** The section of blockers, by kind, each with what it means and the ways out of it. */
export function blockedLines(groups: readonly ItemGroup[], layout: TextLayout): string[] {
  if (groups.length === 0) return [];
  const byKind = groupBy(groups, ({ first }) => first.kind);
  const kinds = blockerKinds.flatMap((kind) => linesOfKind(kind, byKind.get(kind) ?? [], layout));
  return [heading('Blocked', groups, 'red', layout), ...indented(2, kinds)];
}

/** The section of what was tried and failed, items with the same cause under one reason. */
export function failedLines(groups: readonly ItemGroup[], layout: TextLayout): string[] {
  if (groups.length === 0) return [];
  return [heading('Failed', groups, 'red', layout), ...indented(2, reasonLines(groups, layout))];
}

function linesOfKind(kind: BlockerKind, groups: readonly ItemGroup[], layout: TextLayout): string[] {
  if (groups.length === 0) return [];
  const title = `${layout.paint(kind, 'bold')}: ${count(amountOf(groups), 'item')}, ${remedies[kind].meaning}`;
  const body = kind === 'unreachable' ? outageLines(groups) : reasonLines(groups, layout);
  return [title, ...indented(2, body), ...indented(2, waysOutOf(kind))];
}

/** Each cause once, and below it what it holds up. */
function reasonLines(groups: readonly ItemGroup[], layout: TextLayout): string[] {
  const { shown, hidden } = firstOf(groups, ({ amount }) => amount);
  const byReason = groupBy(shown, ({ first }) => causeOf(first));
  const lines = [...byReason.values()].flatMap((alike) => [
    printable(reasonOf(alike) || 'no reason was given'),
    ...indented(2, itemRows(alike, layout.width, layout.paint)),
  ]);
  return [...lines, ...more(0, hidden)];
}

function outageLines(groups: readonly ItemGroup[]): string[] {
  const outages = groupUnreachable(groups.flatMap(({ items }) => items));
  const { shown, hidden } = firstOf(outages, ({ items: amount }) => amount);
  const lines = shown.map((outage) => {
    const amount = `${count(outage.items, 'item')} for ${count(outage.repositories, 'repository', 'repositories')}`;
    return `${printable(outage.host)}: ${amount}: ${printable(outage.reason)}`;
  });
  return [...lines, ...more(0, hidden)];
}

function heading(
  title: string,
  groups: readonly ItemGroup[],
  emphasis: Emphasis,
  layout: TextLayout,
): string {
  return `${layout.paint(title, emphasis)}: ${count(amountOf(groups), 'item')}`;
}

/** How many images and registries there are behind a number of items; nothing for a single item. */
export function spread(groups: readonly ItemGroup[]): string {
  if (amountOf(groups) < 2) return '';
  const images = new Set(
    groups.map(({ first: { image, digest, attached, signs } }) => {
      return `${image}@${(attached ?? signs)?.image ?? digest}`;
    }),
  ).size;
  const named = groups.flatMap((group) => group.registries).filter((registry) => registry !== '');
  if (named.length === 0) return '';
  const registries = new Set(named).size;
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
