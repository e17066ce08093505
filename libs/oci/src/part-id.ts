import { compareTexts } from './compare-texts.js';
import type { Descriptor } from './descriptor.js';
import { digestOf } from './digest.js';

/**
 * What tells one layer of an attached artifact from another: two signatures of one payload are layers of one digest, which differ
 * in their annotations alone.
 */
export function partId({ digest, annotations = {} }: Pick<Descriptor, 'digest' | 'annotations'>): string {
  const entries = Object.entries(annotations).sort(([a], [b]) => compareTexts(a, b));
  if (entries.length === 0) return digest;
  return `${digest} ${digestOf(new TextEncoder().encode(JSON.stringify(entries)))}`;
}
