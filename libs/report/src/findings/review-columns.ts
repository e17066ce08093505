import type { ReviewRow } from '@cip/policy';
import { printable } from '@cip/oci';
import { type Column, fit } from '../columns.js';
import { listed, shortDigest } from '../short-names.js';
import { bytes, count } from '../words.js';
import { shortRevision } from './item-text.js';

/** One column of the review table. Cells are safe to print on one line; those without a fact are empty. */
export interface ReviewColumn extends Column {
  readonly head: string;
  /** `room` is what a repository may take, in characters. */
  cell(row: ReviewRow, room: number): string;
}

/** A part of the table, as text: its columns and, row by row, their cells. */
export interface ReviewTable {
  readonly columns: readonly ReviewColumn[];
  readonly rows: readonly (readonly string[])[];
}

const columns: readonly ReviewColumn[] = [
  { head: 'image', emphasis: 'bold', cell: ({ image }, room) => name(image, room) },
  { head: 'tag', cell: ({ tag }) => (tag === undefined ? '(no tag)' : printable(tag)) },
  { head: 'refused by', emphasis: 'red', cell: ({ refused = [] }) => refused.join(', ') },
  { head: 'digest', emphasis: 'dim', cell: ({ digest }) => shortDigest(digest) },
  { head: 'before', emphasis: 'dim', cell: ({ movedFrom }) => (movedFrom ? shortDigest(movedFrom) : '') },
  { head: 'from', cell: ({ from }, room) => name(from, room) },
  { head: 'destinations', cell: destinationsText },
  { head: 'platforms', cell: ({ platforms = [] }) => listed(platforms, 40) },
  { head: 'size', align: 'right', cell: ({ size }) => (size === undefined ? '' : bytes(size)) },
  { head: 'created', cell: ({ created = '' }) => dayOf(created) },
  {
    head: 'revision',
    emphasis: 'dim',
    cell: ({ revision = '' }) => fit(printable(shortRevision(revision)), 20),
  },
  { head: 'layers', cell: layersText },
  { head: 'signed by', cell: ({ signedBy = [] }, room) => parties(signedBy, room) },
  { head: 'built by', cell: ({ builtBy = [] }, room) => parties(builtBy, room) },
  { head: 'level', cell: levelText },
];

/** The table without the columns for which no row has a fact. */
export function reviewTable(rows: readonly ReviewRow[], room: number): ReviewTable {
  const used = columns.filter((column) => rows.some((row) => column.cell(row, room) !== ''));
  return { columns: used, rows: rows.map((row) => used.map((column) => column.cell(row, room))) };
}

/** Identities and builders are long, and their ends tell them apart. */
function parties([first, ...others]: readonly string[], room: number): string {
  if (first === undefined) return '';
  return `${fit(printable(first), Math.max(room, 40))}${others.length > 0 ? `, +${others.length} more` : ''}`;
}

/** What is not known must not look like what is satisfied without a level. */
function levelText({ level, provenance }: ReviewRow): string {
  if (provenance === undefined) return '';
  if (provenance !== 'satisfied') return provenance === 'unread' ? 'not read' : 'not proven';
  return level === undefined ? 'proven' : String(level);
}

function name(text: string, room: number): string {
  return fit(printable(text), room, 'end');
}

/** The one registry, whose host is its start and tells the region, or how many there are. */
function destinationsText({ destinations, registries = [] }: ReviewRow, room: number): string {
  const [only] = registries;
  if (registries.length === 1 && only !== undefined) return fit(printable(only), room);
  return count(destinations, 'registry', 'registries');
}

/** The day of an RFC 3339 time; what is none stays. */
function dayOf(time: string): string {
  return /^\d{4}-\d\d-\d\dT/.test(time) ? time.slice(0, 10) : fit(printable(time), 20);
}

function layersText({ newLayers, layers, comparedWith, unreachable }: ReviewRow): string {
  if (unreachable !== undefined) return fit(`not read: ${printable(unreachable)}`, 80);
  if (layers === undefined) return '';
  if (newLayers === undefined) return String(layers);
  const since = comparedWith === undefined ? '' : ` since ${printable(comparedWith)}`;
  return `${newLayers} of ${layers} new${since}`;
}
