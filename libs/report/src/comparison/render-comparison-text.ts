import { groupBy, printable } from '@cip/oci';
import { type Column, fit, layOut } from '../columns.js';
import { indented, more } from '../lines.js';
import { listed, shortDigest } from '../short-names.js';
import { type Emphasis, painter, type Paint } from '../style.js';
import { completenessNote } from '../reported-completeness.js';
import { count, grouped } from '../words.js';
import type { ComparisonReport } from './comparison-report.js';
import { type DifferenceGroup, groupDifferences, reasonOf, type Section } from './group-differences.js';

export interface ComparisonTextOptions {
  /** Whether to set off with ANSI codes; default false. */
  readonly color?: boolean;
  /** Of the terminal, in characters; default 120. */
  readonly width?: number;
}

const titles: Readonly<Record<Section, { readonly title: string; readonly emphasis: Emphasis }>> = {
  missing: { title: 'Missing', emphasis: 'red' },
  'tag-differs': { title: 'Tags on something else, which no promotion moves', emphasis: 'red' },
  incomplete: { title: 'Incomplete', emphasis: 'red' },
  unreachable: { title: 'Not read, so that nobody knows', emphasis: 'red' },
};

const sections: readonly Section[] = ['missing', 'tag-differs', 'incomplete', 'unreachable'];
const mostLines = 100;
const columns: readonly Column[] = [{}, { emphasis: 'bold' }, {}, { emphasis: 'dim' }, {}];

/** The report for people: what lacks, equal registries in one line, and at the end a line that says yes or no. */
export function renderComparisonText(report: ComparisonReport, options: ComparisonTextOptions = {}): string {
  const { color = false, width = 120 } = options;
  const paint = painter(color);
  const bySection = groupBy(groupDifferences(report.items), ({ section }) => section);
  const parts = [
    ...sections.map((section) => sectionLines(section, bySection.get(section) ?? [], report, width, paint)),
    [...notes(report), verdict(report, paint)],
  ];
  const shown = parts.filter((lines) => lines.length > 0);
  return `${shown.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function sectionLines(
  section: Section,
  groups: readonly DifferenceGroup[],
  report: ComparisonReport,
  width: number,
  paint: Paint,
): string[] {
  if (groups.length === 0) return [];
  const { title, emphasis } = titles[section];
  const shown = groups.slice(0, mostLines);
  const byReason = groupBy(shown, ({ cause }) => cause);
  const body = [...byReason.values()].flatMap((alike) => {
    const reason = reasonOf(alike);
    const rows = layOut(
      alike.map((group) => rowOf(group, report, width)),
      columns,
      paint,
    );
    return reason === '' ? rows : [printable(reason), ...indented(2, rows)];
  });
  return [
    `${paint(title, emphasis)}: ${figuresOf(section, report)}`,
    ...indented(2, body),
    ...more(2, groups.length - shown.length, 'lines'),
  ];
}

function figuresOf(section: Section, { summary }: ComparisonReport): string {
  if (section !== 'missing') return count(summary[section], 'item');
  return `${count(summary['missing-digest'], 'digest')}, ${count(summary['missing-tag'], 'tag')}`;
}

function rowOf(group: DifferenceGroup, { summary }: ComparisonReport, width: number): string[] {
  const { section, repository, digest, tags, isDigest, registries } = group;
  const what = section === 'missing' ? (isDigest ? 'digest' : 'tag') : '';
  const none = digest === '' || section !== 'missing' ? '' : '(no tag)';
  return [
    what,
    fit(printable(repository), Math.max(20, Math.floor(width * 0.35)), 'end'),
    tags.length === 0 ? none : listed(tags, Math.max(20, Math.floor(width * 0.25))),
    shortDigest(digest),
    registriesText(registries, summary.new),
  ];
}

function registriesText(registries: readonly string[], all: readonly string[]): string {
  if (registries.length > 1 && registries.length === all.length) return `in all ${all.length}`;
  return `in ${printable(registries.join(', '))}`;
}

function notes({ summary, completeness, items }: ComparisonReport): string[] {
  const { old, settled } = summary;
  const prefix = items.find(({ repository, digest }) => repository === '' && digest !== '');
  return [
    ...(settled > 0
      ? [`${count(settled, 'repository', 'repositories')} not asked again: equal in an earlier run.`]
      : []),
    ...completenessNote(old, completeness),
    ...(prefix ? [`${printable(old)} holds images itself, which have no name below it.`] : []),
  ];
}

function verdict({ summary, interrupted }: ComparisonReport, paint: Paint): string {
  const { old, level, repositories, digests, tags, requests } = summary;
  const looked = [
    count(repositories, 'repository', 'repositories'),
    count(digests, 'digest'),
    count(tags, 'tag'),
    `level ${level}`,
    count(requests, 'request'),
  ].join(', ');
  const names = summary.new.map(printable).join(', ');
  if (summary.complete) {
    return `${paint('Yes', 'green')}: all of ${printable(old)} is in ${names} (${looked}).`;
  }
  const reasons = [
    amount(summary['missing-digest'], 'digest missing', 'digests missing'),
    amount(summary['missing-tag'], 'tag missing', 'tags missing'),
    amount(summary['tag-differs'], 'tag on something else', 'tags on something else'),
    amount(summary.incomplete, 'image incomplete', 'images incomplete'),
    amount(summary.unreachable, 'item not read', 'items not read'),
    ...(interrupted ? [`interrupted by ${interrupted}, the rest is unknown`] : []),
  ].filter((text) => text !== '');
  return `${paint('No', 'red')}: not all of ${printable(old)} is in ${names}: ${reasons.join(', ')} (${looked}).`;
}

function amount(figure: number, one: string, many: string): string {
  return figure === 0 ? '' : `${grouped(figure)} ${figure === 1 ? one : many}`;
}
