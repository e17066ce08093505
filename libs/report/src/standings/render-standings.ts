import { compareTexts, groupBy, printable } from '@cip/oci';
import { layOut } from '../columns.js';
import { jsonWithLists } from '../json-lines.js';
import { indented, more } from '../lines.js';
import { listed, shortDigest } from '../short-names.js';
import { painter } from '../style.js';
import { count } from '../words.js';
import type { StandingItem, StandingsReport } from './standings-report.js';

export interface StandingsTextOptions {
  /** Whether to set off with ANSI codes; default false. */
  readonly color?: boolean;
}

const mostRows = 100;
/** Of so many a reader wants the whole digest. */
const fewRows = 10;
const mostDestinations = 10;

/** The report as one JSON object, as `docs/cli/schema/standings-report.json` has it; each item takes one line. */
export function renderStandingsJson({
  version,
  command,
  asked,
  summary,
  near,
  items,
}: StandingsReport): string {
  return jsonWithLists({ version, command, asked, summary }, { near, items });
}

/** The report for people: each place with what stands there, then where the images go. */
export function renderStandingsText(report: StandingsReport, options: StandingsTextOptions = {}): string {
  const { items } = report;
  const paint = painter(options.color ?? false);
  const inFiles = items.toSorted(
    (a, b) => compareTexts(a.where.file, b.where.file) || a.where.line - b.where.line,
  );
  const shown = inFiles.slice(0, mostRows);
  const isWhole = items.length <= fewRows;
  const rows = layOut(
    shown.map((item) => rowOf(item, isWhole)),
    [{ emphasis: 'dim' }, {}, { emphasis: 'bold' }, {}, { emphasis: 'dim' }],
    paint,
  );
  const subprojects = [...groupBy(items, ({ subproject }) => subproject).values()].map(([first]) => first);
  const sections = [
    [...rows, ...more(0, items.length - shown.length)],
    subprojects.flatMap((first) => wayOf(first, subprojects.length === 1)),
    [summaryOf(report)],
  ];
  const texts = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${texts.join('\n\n')}\n`;
}

function rowOf({ where, subproject, image, tags, digest }: StandingItem, isWhole: boolean): string[] {
  return [
    printable(`${where.file}:${where.line}`),
    printable(subproject),
    printable(image),
    tags.length === 0 ? '(no tag)' : listed(tags, 60),
    isWhole ? digest : shortDigest(digest),
  ];
}

/** From where to where all images of a subproject go. */
function wayOf({ subproject, image, source, destinations }: StandingItem, isOnly: boolean): string[] {
  const registryOf = (repository: string): string => printable(repository.slice(0, -image.length - 1));
  const way = `${printable(subproject)} promotes from ${registryOf(source)} to`;
  if (destinations.length === 0) return [`${way} no registry.`];
  const [only = ''] = destinations;
  if (destinations.length === 1) return [`${way} ${registryOf(only)}.`];
  const amount = count(destinations.length, 'registry', 'registries');
  if (!isOnly) return [`${way} ${amount}.`];
  const names = destinations.slice(0, mostDestinations).map(registryOf);
  return [`${way} ${amount}:`, ...indented(2, [...names, ...more(0, destinations.length - names.length)])];
}

function summaryOf({ asked, summary, near, items }: StandingsReport): string {
  const { digests, images, subprojects, mistaken } = summary;
  const subject = `Summary: ${printable(asked)}`;
  const incomplete =
    mistaken === 0
      ? ''
      : ` ${count(mistaken, 'file')} with mistakes could not be searched completely: see cip-lint.`;
  if (items.length === 0) {
    const meant = near.length === 0 ? '' : ` Did you mean ${printable(near.join(' or '))}?`;
    return `${subject}: no manifest has it.${meant}${incomplete}`;
  }
  const where = `of ${count(images, 'image')} in ${count(subprojects, 'subproject')}`;
  return `${subject}: ${count(digests, 'digest')} ${where}.${incomplete}`;
}
