import { groupBy, printable } from '@cip/oci';
import { indented, more } from '../lines.js';
import { shortDigest } from '../short-names.js';
import { count } from '../words.js';
import type { CarriedArtifacts, CarriedItem, CarriedKeeping } from './carried.js';
import type { StatusReport } from './status-report.js';

const mostLines = 100;

/** What an image carries: places that carry the same as one, with the kinds below it. Empty where nobody looked. */
export function carriedLines({ attached, keeping = [], attachedTooMany }: StatusReport): string[] {
  const kept = keeping.map(keepingLine);
  if (attachedTooMany !== undefined) {
    const digests = count(attachedTooMany, 'digest');
    return [
      `attached: not looked at for all of ${digests}; ask about a tag or a digest to see what it carries`,
      ...kept,
    ];
  }
  if (attached === undefined) return [];
  const isNothing = attached.every(({ carries, reason }) => carries.length === 0 && reason === undefined);
  if (isNothing) return ['attached: nothing', ...kept];
  const alike = [...groupBy(attached, ({ destination: _, ...rest }) => JSON.stringify(rest)).values()];
  const shown = alike.slice(0, mostLines);
  return [
    'attached:',
    ...indented(2, [...shown.flatMap(placeLines), ...more(0, alike.length - shown.length), ...kept]),
  ];
}

function placeLines(items: readonly [CarriedItem, ...CarriedItem[]]): string[] {
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
  const title = printable(`${shortDigest(digest)} in ${where}`);
  return lines.length === 0 ? [`${title}: nothing`] : [`${title}:`, ...indented(2, lines)];
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
  const what = `${count(amount, words[kind])}${type === undefined ? '' : ` ${type}`}${results[result]}`;
  const who = signedBy.length > 0 ? `, signed by ${signedBy.join(', ')}` : '';
  const isTold = result === 'verified' || result === 'unsigned' || reason === undefined;
  return printable(`${what}${who}${isTold ? '' : `: ${reason}`}`);
}

function keepingLine({ subproject, keep, canonical = '' }: CarriedKeeping): string {
  const where = {
    canonical: `in ${canonical} only`,
    all: 'in all destinations',
    none: 'in no destination',
  };
  return printable(`attached artifacts of ${subproject} are kept ${where[keep]}`);
}
