import type { MadeKind } from '@cip/provenance';

const names: Readonly<Record<MadeKind, string>> = {
  signature: 'signature',
  'signature-bundle': 'signature (bundle)',
  record: 'promotion record',
  summary: 'verification summary',
};

/** What a promoter signs, as reports name it. */
export function madeKindsText(kinds: readonly MadeKind[]): string {
  return kinds.map((kind) => names[kind]).join(', ');
}
