import { type Column, fit, layOut } from './columns.js';
import type { ItemGroup } from './group-items.js';
import type { ReportItem } from './promotion-report.js';
import type { AttachedTo, Signs, Step } from '@cip/plan';
import { printable } from '@cip/oci';
import { madeKindsText } from './made-kinds.js';
import { listed, shortDigest } from './short-names.js';
import type { Paint } from './style.js';
import { count } from './words.js';

const columns: readonly Column[] = [
  {},
  {},
  { emphasis: 'bold' },
  { emphasis: 'dim' },
  {},
  { emphasis: 'dim' },
];

/** One line for each group: what, the image, its tags, its digest, where to, and the place in the manifests. */
export function itemRows(groups: readonly ItemGroup[], width: number, paint: Paint): string[] {
  return layOut(
    groups.map((group) => itemCells(group, width)),
    columns,
    paint,
  );
}

/** The cells of such a line; `width` is what the line may take, in characters. */
export function itemCells({ first, tags, registries }: ItemGroup, width: number): string[] {
  const { kind, state, image, digest, where } = first;
  return [
    isStepKind(kind) ? kind : '',
    fit(printable(image), Math.max(20, Math.floor(width * 0.35)), 'end'),
    whatText(first, tags, Math.max(20, Math.floor(width * 0.25))),
    shortDigest(digest),
    destinationText(registries),
    where && (state === 'blocked' || state === 'failed') ? printable(`${where.file}:${where.line}`) : '',
  ];
}

/** Whether something is done, and not blocked. */
export function isStepKind(kind: ReportItem['kind']): kind is Step['kind'] {
  return kind === 'copy' || kind === 'tag' || kind === 'attach' || kind === 'sign';
}

function whatText({ attached, signs, digest }: ReportItem, tags: readonly string[], room: number): string {
  if (attached) return attachedText(attached);
  if (signs) return signsText(signs, digest);
  return tags.length === 0 && digest !== '' ? '(no tag)' : listed(tags, room);
}

function attachedText({ type, on, signedBy }: AttachedTo): string {
  const by = signedBy.length > 0 ? `, signed by ${signedBy.join(', ')}` : '';
  return printable(`${type} of ${shortDigest(on)}${by}`);
}

function signsText({ image, kinds }: Signs, digest: string): string {
  const what = madeKindsText(kinds);
  return image === digest ? what : `${what} of a platform of ${shortDigest(image)}`;
}

/** Names when there are few, their number otherwise. */
function destinationText(registries: readonly string[]): string {
  const names = registries.filter((name) => name !== '');
  if (names.length === 0) return '';
  if (names.length > 3) return `→ ${count(names.length, 'destination')}`;
  return `→ ${printable(names.join(', '))}`;
}
