import { printable } from '@cip/oci';
import type { PolicyOutcome } from '@cip/provenance';
import { type Column, layOut } from '../columns.js';
import { indented, more } from '../lines.js';
import { madeKindText } from '../made-kinds.js';
import { shortDigest } from '../short-names.js';
import { type Emphasis, painter, type Paint } from '../style.js';
import { count, grouped } from '../words.js';
import type {
  ArtifactResult,
  ImageVerdict,
  PromotionCheck,
  VerificationReport,
  VerifiedArtifact,
} from './verification-report.js';

export interface VerificationTextOptions {
  /** Whether to set off with ANSI codes; default false. */
  readonly color?: boolean;
}

type Item = VerificationReport['items'][number];

const mostLines = 100;
const verdicts: Readonly<Record<ImageVerdict, { readonly text: string; readonly emphasis: Emphasis }>> = {
  good: { text: 'good', emphasis: 'green' },
  bad: { text: 'not good', emphasis: 'red' },
  unknown: { text: 'unknown', emphasis: 'yellow' },
};
const columns: readonly Column[] = [{}, { emphasis: 'dim' }, {}, {}];

/** The report for people: image by image what it carries, what policies say, and what is wrong; a summary. */
export function renderVerificationText(
  report: VerificationReport,
  { color = false }: VerificationTextOptions = {},
): string {
  const paint = painter(color);
  const sections = [...report.items.map((item) => linesOf(item, paint)), [summaryLine(report)]];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function linesOf(item: Item, paint: Paint): string[] {
  const { asked, digest, verdict, artifacts, proof, promotion, violations, reason } = item;
  const { text, emphasis } = verdicts[verdict];
  const named = digest === undefined || asked.includes(digest) ? '' : ` ${paint(digest, 'dim')}`;
  return [
    `${paint(printable(asked), 'bold')}${named}: ${paint(text, emphasis)}`,
    ...indented(2, [
      ...carriedLines(artifacts, paint),
      ...proof.flatMap(policyLines),
      ...(promotion ? promotionLines(promotion, paint) : []),
      ...violations.map((violation) => printable(violation)),
      ...(reason === undefined ? [] : [printable(`not everything is known: ${reason}`)]),
    ]),
  ];
}

function carriedLines(artifacts: readonly VerifiedArtifact[], paint: Paint): string[] {
  if (artifacts.length === 0) return ['carries nothing'];
  const shown = artifacts.slice(0, mostLines).map(cellsOf);
  return [
    `carries ${count(artifacts.length, 'artifact')}:`,
    ...indented(2, layOut(shown, columns, paint)),
    ...more(2, artifacts.length - shown.length),
  ];
}

function promotionLines({ found, commands }: PromotionCheck, paint: Paint): string[] {
  if (found.length === 0) return [];
  const rows = found.map(({ kind, digest, says }) => [
    madeKindText(kind),
    shortDigest(digest),
    printable(says),
  ]);
  return [
    'the promoter has made:',
    ...indented(2, layOut(rows, [{}, { emphasis: 'dim' }, {}], paint)),
    'anybody can check it with:',
    ...indented(2, commands.map(printable)),
  ];
}

function cellsOf(artifact: VerifiedArtifact): string[] {
  const { place, digest, platform, result, reason, signedBy } = artifact;
  return [
    `${printable(whatOf(artifact))}${platform === undefined ? '' : ` (${printable(platform)})`}`,
    `${place === 'referrer' ? 'referrer' : `.${place}`} ${shortDigest(digest)}`,
    results[result],
    printable(signedBy.length > 0 ? `by ${signedBy.join(', ')}` : (reason ?? '')),
  ];
}

const results: Readonly<Record<ArtifactResult, string>> = {
  verified: 'verified',
  unsigned: 'unsigned',
  unverifiable: 'not verifiable',
  failed: 'FAILED',
  unknown: 'not read',
  misplaced: 'MISPLACED',
};

const imageSignature = 'https://sigstore.dev/cosign/sign/v1';

/** A signature, or what it says. */
function whatOf({ place, predicateType, artifactType }: VerifiedArtifact): string {
  if (place === 'sig' || predicateType === imageSignature) return 'image signature';
  return predicateType ?? artifactType ?? (place === 'sbom' ? 'SBOM' : 'artifact');
}

function policyLines({ manifest, where, satisfied, level, by, violations, notes }: PolicyOutcome): string[] {
  const title = `the policy of ${manifest} (${where.file}:${where.line})`;
  const builder = by.length > 0 ? `, built by ${by.join(', ')}` : '';
  const proven = level === undefined ? '' : `: level ${level}${builder}`;
  const head = satisfied ? `${title} is satisfied${proven}` : `${title} is not satisfied:`;
  return [
    printable(head),
    ...indented(2, [...violations, ...notes.map((note) => `note: ${note}`)].map(printable)),
  ];
}

function summaryLine({ summary, items }: VerificationReport): string {
  const { good, bad, unknown, requests } = summary;
  const figures = [
    `${grouped(good)} good`,
    ...(bad > 0 ? [`${grouped(bad)} not good`] : []),
    ...(unknown > 0 ? [`${grouped(unknown)} unknown`] : []),
  ];
  return `${count(items.length, 'image')}: ${figures.join(', ')}; ${count(requests, 'request')}.`;
}
