import type { ManifestFile, Place } from '../promotion-manifest.js';
import { unverifiedText } from './canonical-text.js';
import { type Deviations, scanLines } from './scan-lines.js';

/** How a file differs from its canonical form. */
export interface FormatDeviation {
  /** The beginning of the first line that is not canonical. */
  readonly place: Place;
  /** How many lines are written otherwise or left out; at least 1. */
  readonly lines: number;
}

/**
 * Whether and where a file is not in canonical form. Only for files without mistakes. Costs next to nothing where each
 * line can be judged by itself; all other files are rendered and compared.
 */
export function formatDeviation(file: ManifestFile): FormatDeviation | undefined {
  const { first, lines } = scanLines(file.text) ?? compared(file.text, unverifiedText(file));
  return lines === 0 ? undefined : { place: { file, offset: first }, lines };
}

function compared(text: string, canonical: string): Deviations {
  if (text === canonical) return { first: 0, lines: 0 };
  const left = new Map<string, number>();
  for (const line of canonical.split('\n')) left.set(line, (left.get(line) ?? 0) + 1);
  const gone = text.split('\n').filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
  return { first: firstDifference(text, canonical), lines: Math.max(1, gone.length) };
}

function firstDifference(text: string, canonical: string): number {
  let at = 0;
  while (at < text.length && text.charCodeAt(at) === canonical.charCodeAt(at)) at++;
  return text.lastIndexOf('\n', Math.min(at, text.length - 1) - 1) + 1;
}
