import { printable } from '@cip/oci';
import type { MadeKind } from '@cip/provenance';
import { layOut } from '../columns.js';
import { indented, more } from '../lines.js';
import { madeKindsText, madeKindText } from '../made-kinds.js';
import { listed, shortDigest } from '../short-names.js';
import { type Emphasis, painter, type Paint } from '../style.js';
import { count, grouped } from '../words.js';
import type { SignedItem, SigningReport } from './signing-report.js';

export interface SigningTextOptions {
  /** Nothing was written. */
  readonly dryRun: boolean;
  /** The signal that ended the run early. */
  readonly interrupted?: string;
  /** Whether to set off with ANSI codes; default false. */
  readonly color?: boolean;
}

const mostLines = 100;
const namesWidth = 120;

/** The report for people: what was signed, what is left, what failed, what needs a look; a summary. */
export function renderSigningText(report: SigningReport, options: SigningTextOptions): string {
  const paint = painter(options.color ?? false);
  const { items } = report;
  const inState = (state: SignedItem['state']): SignedItem[] => items.filter((item) => item.state === state);
  const sections = [
    section('Failed', 'red', inState('failed').flatMap(failedRow), paint),
    section('Signed', 'green', inState('signed').map(doneRow), paint),
    section(leftTitle(options), 'yellow', inState('planned').map(leftRow), paint),
    section('Not made, as staging no longer has the image', 'yellow', items.flatMap(withheldRow), paint),
    section('Another signature has the tag', 'yellow', items.flatMap(takenRow), paint),
    section('Signed more than once', 'yellow', items.flatMap(surplusRows), paint),
    [summaryLine(report, options)],
  ];
  const shown = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${shown.join('\n\n')}\n`;
}

function leftTitle({ dryRun, interrupted }: SigningTextOptions): string {
  if (dryRun) return 'Would be signed';
  return interrupted === undefined ? 'Left for the next run' : `Not done (interrupted by ${interrupted})`;
}

function section(title: string, emphasis: Emphasis, rows: readonly string[][], paint: Paint): string[] {
  if (rows.length === 0) return [];
  const shown = rows.slice(0, mostLines);
  const lines = layOut(shown, [{}, { emphasis: 'dim' }, {}, {}], paint);
  return [
    `${paint(title, emphasis)}: ${count(rows.length, 'digest')}`,
    ...indented(2, lines),
    ...more(2, rows.length - shown.length),
  ];
}

function failedRow({ reason = '', ...item }: SignedItem): string[][] {
  return [[...placeOf(item), printable(reason)]];
}

function doneRow({ made, copies, ...item }: SignedItem): string[] {
  return [...placeOf(item), actions(made, copies, 'copied to')];
}

function leftRow({ missing, copiesMissing, ...item }: SignedItem): string[] {
  return [...placeOf(item), actions(missing, copiesMissing, 'to be copied to')];
}

function withheldRow({ withheld, ...item }: SignedItem): string[][] {
  return withheld.length === 0 ? [] : [[...placeOf(item), madeKindsText(withheld)]];
}

function takenRow({ taken, ...item }: SignedItem): string[][] {
  if (taken.length === 0) return [];
  return [[...placeOf(item), `in ${listed(taken, namesWidth)}; it stays, as tags are never moved`]];
}

function surplusRows({ surplus, ...item }: SignedItem): string[][] {
  return surplus.map(({ kind, digests }) => [
    ...placeOf(item),
    `${grouped(digests.length)} of ${madeKindText(kind)}: ${digests.map(shortDigest).join(', ')}; nothing is deleted`,
  ]);
}

function placeOf({
  image,
  digest,
  destination,
}: Pick<SignedItem, 'image' | 'digest' | 'destination'>): string[] {
  return [printable(image), shortDigest(digest), printable(destination)];
}

function actions(kinds: readonly MadeKind[], copies: readonly string[], to: string): string {
  const parts = [
    ...(kinds.length > 0 ? [madeKindsText(kinds)] : []),
    ...(copies.length > 0 ? [`${to} ${listed(copies, namesWidth)}`] : []),
  ];
  return parts.join('; ');
}

function summaryLine({ summary }: SigningReport, { dryRun, interrupted }: SigningTextOptions): string {
  const { signed, existing, planned, failed, absent, made, invalid, requests } = summary;
  const figures = [
    ...(dryRun ? [] : [`${grouped(signed)} signed (${count(made, 'artifact')} made)`]),
    ...(planned > 0 || dryRun ? [`${grouped(planned)} ${dryRun ? 'would be signed' : 'left'}`] : []),
    `${grouped(existing)} complete before`,
    ...(failed > 0 ? [`${grouped(failed)} failed`] : []),
    ...(absent > 0 ? [`${grouped(absent)} not promoted yet`] : []),
    ...(invalid > 0 ? [`${count(invalid, 'mistake')} in the manifests`] : []),
  ];
  const end = interrupted === undefined ? '' : `; interrupted by ${interrupted}`;
  const hint = dryRun && planned > 0 ? ' Nothing was signed: add --confirm.' : '';
  return `Summary: ${figures.join(', ')}; ${count(requests, 'request')}${end}.${hint}`;
}
