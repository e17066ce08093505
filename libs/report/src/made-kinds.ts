import type { MadeKind } from '@cip/provenance';

const names: Readonly<Record<MadeKind, string>> = {
  signature: 'signature',
  'signature-bundle': 'signature (bundle)',
  record: 'promotion record',
  summary: 'verification summary',
};

/** One kind of what a promoter signs, as reports name it. */
export function madeKindText(kind: MadeKind): string {
  return names[kind];
}

/** The same of several. */
export function madeKindsText(kinds: readonly MadeKind[]): string {
  return kinds.map((kind) => names[kind]).join(', ');
}
