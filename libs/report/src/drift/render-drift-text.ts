import { type DriftGroup, type DriftKind, driftKinds, groupDrift } from '@cip/audit';
import { groupBy, printable } from '@cip/oci';
import { type Column, fit, layOut } from '../columns.js';
import { indented, more } from '../lines.js';
import { completenessNote } from '../reported-completeness.js';
import { listed, shortDigest } from '../short-names.js';
import { painter, type Paint } from '../style.js';
import { count, summaryTitle } from '../words.js';
import type { DriftReport } from './drift-report.js';

export interface DriftTextOptions {
  /** The destination registries: what differs in the registry alone is told once. */
  readonly registries: readonly string[];
  /** Whether to set off with ANSI codes; default false. */
  readonly color?: boolean;
  /** Of the terminal, in characters; default 120. */
  readonly width?: number;
}

const meanings: Readonly<Record<DriftKind, string>> = {
  missing: 'promised, and not there',
  'missing-attachment': 'attached in other regions, and not there',
  'missing-signature': 'not signed by the promoter',
  'missing-record': 'without a promotion record',
  'missing-summary': 'without a verification summary',
  unexpected: 'there, and explained by no manifest',
  'unknown-attachment': 'attached, and neither from the source nor by a trusted signer',
  'foreign-signature': 'signed as promoters do, and not by a trusted signer',
  'tag-moved': 'a promised tag is on another digest',
  'wrong-digest': 'the bytes are not those of the digest',
  unreadable: 'an answer that is no manifest',
  unreachable: 'no answer, so nobody knows',
};

const mostLines = 100;
const columns: readonly Column[] = [{}, { emphasis: 'bold' }, { emphasis: 'dim' }, {}];

/** The report for people: each finding once, whatever the number of regions, by kind and image; a summary at the end. */
export function renderDriftText(report: DriftReport, options: DriftTextOptions): string {
  const { registries, color = false, width = 120 } = options;
  const paint = painter(color);
  const byKind = groupBy(groupDrift(report.items, registries), ({ kind }) => kind);
  const sections = [
    ...driftKinds.map((kind) => linesOf(kind, byKind.get(kind) ?? [], width, paint)),
    invalidLines(report, paint),
    [...completenessNote('production', report.completeness), summaryLine(report)],
  ];
  const shown = sections.filter((lines) => lines.length > 0);
  return `${shown.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function linesOf(kind: DriftKind, groups: readonly DriftGroup[], width: number, paint: Paint): string[] {
  if (groups.length === 0) return [];
  const shown = groups.slice(0, mostLines);
  const hidden = groups.slice(mostLines).reduce((sum, { items }) => sum + items.length, 0);
  const body = bodyOf(kind, shown, width, paint);
  const items = groups.reduce((sum, group) => sum + group.items.length, 0);
  const title = `${paint(kind, 'red')}: ${count(items, 'item')}, ${meanings[kind]}`;
  return [title, ...indented(2, body), ...more(2, hidden)];
}

function bodyOf(kind: DriftKind, groups: readonly DriftGroup[], width: number, paint: Paint): string[] {
  if (kind === 'unreachable') return groups.map(outage);
  const rows = layOut(rowsOf(groups, width), columns, paint);
  // Whoever signed it is what people look for first.
  const isSigned = kind === 'unknown-attachment' || kind === 'foreign-signature';
  const whys = isSigned ? groups.map(why) : [];
  return rows.flatMap((row, i) => [row, ...indented(2, whys.slice(i, i + 1))]);
}

function why({ items }: DriftGroup): string {
  return printable(items[0]?.explanation ?? '');
}

function rowsOf(groups: readonly DriftGroup[], width: number): string[][] {
  return groups.map(({ name, tag, digest, places }) => [
    fit(printable(name), Math.max(20, Math.floor(width * 0.4)), 'end'),
    tag === undefined ? '(no tag)' : listed([tag], Math.max(20, Math.floor(width * 0.25))),
    shortDigest(digest ?? ''),
    places.length > 3
      ? `in ${count(places.length, 'registry', 'registries')}`
      : `in ${printable(places.join(', '))}`,
  ]);
}

function outage({ name, places, items }: DriftGroup): string {
  const reason = items[0]?.explanation ?? '';
  return `${printable(name)}: ${count(places.length, 'repository', 'repositories')}, first: ${printable(reason)}`;
}

function invalidLines({ invalid }: DriftReport, paint: Paint): string[] {
  if (invalid.length === 0) return [];
  const title = `${paint('invalid manifests', 'red')}: ${count(invalid.length, 'part')}; what they promise is not known`;
  return [
    title,
    ...indented(2, invalid.slice(0, mostLines).map(printable)),
    ...more(2, invalid.length - mostLines > 0 ? invalid.length - mostLines : 0),
  ];
}

function summaryLine({ summary, shard, items, revision, interrupted }: DriftReport): string {
  const found = driftKinds.filter((kind) => summary[kind] > 0).map((kind) => `${summary[kind]} ${kind}`);
  const figures = items.length === 0 ? 'no drift' : found.join(', ');
  const looked = count(summary.repositories, 'repository', 'repositories');
  const stopped = interrupted ? `; interrupted by ${interrupted}: what is not listed here is unknown` : '';
  return `${summaryTitle(shard)}: ${figures} in ${looked}; manifests: ${printable(revision)}; ${count(summary.requests, 'request')}${stopped}.`;
}
