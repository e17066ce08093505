import { printable } from '@cip/oci';
import type { PolicyOutcome } from '@cip/provenance';
import type { ItemGroup } from './group-items.js';
import { shortDigest } from './short-names.js';
import { count } from './words.js';

/** What the policies say of one image, whatever its tags and destinations. */
export interface ProofRow {
  readonly image: string;
  readonly digest: string;
  readonly outcome: PolicyOutcome;
}

/** One row for each image and policy; those that are not satisfied come first. */
export function proofRows(groups: readonly ItemGroup[]): ProofRow[] {
  const rows = new Map<string, ProofRow>();
  for (const { first } of groups) {
    for (const outcome of first.proof ?? []) {
      const { image, digest, source } = first;
      rows.set(`${source}@${digest} ${outcome.manifest}`, { image, digest, outcome });
    }
  }
  const all = [...rows.values()];
  const isProven = ({ outcome }: ProofRow): boolean => outcome.satisfied;
  return [...all.filter((row) => !isProven(row)), ...all.filter(isProven)];
}

/** What such rows are about, as a heading. */
export function proofTitle(rows: readonly ProofRow[]): string {
  const images = new Set(rows.map(({ image, digest }) => `${image}@${digest}`)).size;
  return `${count(images, 'image')} held against provenance policies`;
}

/** The cells of a row: the image, its digest, the level, and who built and signed it, or what is missing. */
export function proofCells({ image, digest, outcome }: ProofRow): string[] {
  return [
    printable(image),
    shortDigest(digest),
    outcome.satisfied ? levelText(outcome) : 'not proven',
    printable(outcome.satisfied ? originText(outcome) : violationsText(outcome)),
    printable(`policy of ${outcome.manifest}`),
  ];
}

function levelText({ level }: PolicyOutcome): string {
  return level === undefined ? 'proven' : `level ${level}`;
}

function originText({ by, signedBy }: PolicyOutcome): string {
  return [...(by.length > 0 ? [`built by ${by.join(', ')}`] : []), `signed by ${signedBy.join(', ')}`].join(
    '; ',
  );
}

function violationsText({ violations, mode }: PolicyOutcome): string {
  const effect = mode === 'warn' ? ' (the policy only warns)' : '';
  return `${violations.join('; ')}${effect}`;
}

/** A proof with its keys always in the same order. */
export function orderedProof(proof: readonly PolicyOutcome[]): PolicyOutcome[] {
  return proof.map(
    ({ manifest, where, mode, satisfied, level, by, signedBy, accepted, violations, notes }) => ({
      manifest,
      where: { file: where.file, line: where.line },
      mode,
      satisfied,
      ...(level !== undefined && { level }),
      by,
      signedBy,
      accepted,
      violations,
      notes,
    }),
  );
}
