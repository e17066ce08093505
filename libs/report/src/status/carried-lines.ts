import { groupBy, printable } from '@cip/oci';
import { predicateTypes } from '@cip/provenance';
import { indented, more } from '../lines.js';
import { madeKindText } from '../made-kinds.js';
import { shortDigest } from '../short-names.js';
import { count } from '../words.js';
import type { CarriedArtifacts, CarriedItem, CarriedKeeping } from './carried.js';
import type { StatusReport } from './status-report.js';

const mostLines = 100;

/** What an image carries: places that carry the same as one, with the kinds below it. Empty where nobody looked. */
export function carriedLines(report: StatusReport): string[] {
  const { title, places, kept } = carriedIn(report);
  if (title === undefined) return [];
  if (places.length === 0) return [title, ...kept];
  const shown = places.slice(0, mostLines);
  const lines = shown.flatMap((place) =>
    place.lines.length === 0 ? [`${place.title}: nothing`] : [`${place.title}:`, ...indented(2, place.lines)],
  );
  return [title, ...indented(2, [...lines, ...more(0, places.length - shown.length), ...kept])];
}

/** What an image carries, for every form of a report. */
export interface CarriedText {
  /** Absent where nobody looked. */
  readonly title?: string;
  /** Places that carry the same are one. */
  readonly places: readonly { readonly title: string; readonly lines: readonly string[] }[];
  /** Where attached artifacts are kept. */
  readonly kept: readonly string[];
}

export function carriedIn({ attached, keeping = [], attachedTooMany }: StatusReport): CarriedText {
  const kept = keeping.map(keepingLine);
  if (attachedTooMany !== undefined) {
    const digests = count(attachedTooMany, 'digest');
    const title = `attached: not looked at for all of ${digests}; ask about a tag or a digest to see what it carries`;
    return { title, places: [], kept };
  }
  if (attached === undefined) return { places: [], kept: [] };
  const isNothing = attached.every(({ carries, reason }) => carries.length === 0 && reason === undefined);
  if (isNothing) return { title: 'attached: nothing', places: [], kept };
  const alike = [...groupBy(attached, ({ destination: _, ...rest }) => JSON.stringify(rest)).values()];
  return { title: 'attached:', places: alike.map(placeText), kept };
}

function placeText(items: readonly [CarriedItem, ...CarriedItem[]]): CarriedText['places'][number] {
  const [{ digest, carries, reason }] = items;
  const destinations = items.map(({ destination }) => destination);
  const where =
    destinations.length > 3
      ? count(destinations.length, 'repository', 'repositories')
      : destinations.join(', ');
  const lines = [
    ...carries.map(carriedLine),
    ...(reason === undefined ? [] : [printable(`not everything could be read: ${reason}`)]),
  ];
  return { title: printable(`${shortDigest(digest)} in ${where}`), lines };
}

const words = {
  signature: 'image signature',
  attestation: 'attestation',
  sbom: 'SBOM',
  other: 'other artifact',
} as const;

const results = {
  verified: '',
  unsigned: ', unsigned',
  unverifiable: ', not verifiable',
  failed: ', FAILED',
  unknown: ', not read',
  misplaced: ', MISPLACED',
} as const;

function carriedLine({ kind, type, count: amount, result, reason, signedBy }: CarriedArtifacts): string {
  const what = `${named(kind, type, amount)}${results[result]}`;
  const who = signedBy.length > 0 ? `, signed by ${signedBy.join(', ')}` : '';
  const isTold = result === 'verified' || result === 'unsigned' || reason === undefined;
  return printable(`${what}${who}${isTold ? '' : `: ${reason}`}`);
}

/** Records and summaries by their names, others by their types. */
function named(kind: CarriedArtifacts['kind'], type: string | undefined, amount: number): string {
  if (type === predicateTypes.promotionRecord) return count(amount, madeKindText('record'));
  if (type === predicateTypes.verificationSummary) {
    return count(amount, madeKindText('summary'), 'verification summaries');
  }
  return `${count(amount, words[kind])}${type === undefined ? '' : ` ${type}`}`;
}

function keepingLine({ subproject, keep, canonical = '' }: CarriedKeeping): string {
  const where = {
    canonical: `in ${canonical} only`,
    all: 'in all destinations',
    none: 'in no destination',
  };
  return printable(`attached artifacts of ${subproject} are kept ${where[keep]}`);
}
