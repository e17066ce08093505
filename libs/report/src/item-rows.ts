import { type Column, fit, layOut } from './columns.js';
import type { ItemGroup } from './group-items.js';
import { printable } from '@cip/oci';
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
    groups.map((group) => rowOf(group, width)),
    columns,
    paint,
  );
}

function rowOf({ first, tags, registries }: ItemGroup, width: number): string[] {
  const { kind, state, image, digest, where } = first;
  return [
    kind === 'copy' || kind === 'tag' ? kind : '',
    fit(printable(image), Math.max(20, Math.floor(width * 0.35)), 'end'),
    tags.length === 0 && digest !== '' ? '(no tag)' : tagList(tags, Math.max(20, Math.floor(width * 0.25))),
    shortDigest(digest),
    destinationText(registries),
    where && (state === 'blocked' || state === 'failed') ? printable(`${where.file}:${where.line}`) : '',
  ];
}

/** As many tags as fit, and how many there are besides. */
function tagList(tags: readonly string[], width: number): string {
  const whole = printable(tags.join(', '));
  if (whole.length <= width) return whole;
  let shown = 1;
  while (tags.slice(0, shown + 1).join(', ').length < width - 9) shown += 1;
  const text = fit(printable(tags.slice(0, shown).join(', ')), width);
  return shown === tags.length ? text : `${text}, +${tags.length - shown} more`;
}

/** The algorithm and 12 characters; what is no digest stays as it was written. */
function shortDigest(digest: string): string {
  return /^sha(?:256|512):[0-9a-f]{64,}$/.test(digest) ? digest.slice(0, 19) : fit(printable(digest), 24);
}

/** Names when there are few, their number otherwise. */
function destinationText(registries: readonly string[]): string {
  const names = registries.filter((name) => name !== '');
  if (names.length === 0) return '';
  if (names.length > 3) return `→ ${count(names.length, 'destination')}`;
  return `→ ${printable(names.join(', '))}`;
}
