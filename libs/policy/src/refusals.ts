import {
  type ImageDigest,
  type Place,
  placeOfTag,
  type Position,
  positionOf,
  type Touched,
} from '@cip/manifest';
import { groupBy } from '@cip/oci';
import type { AddedDigest } from '@cip/plan';
import type { Finding } from './finding.js';
import type { RuleName } from './rule-name.js';

/** Tells which rules refuse a tag, or a digest without one, that a change adds; each rule once, sorted. */
export type Refusals = (added: AddedDigest, tag: string | undefined) => readonly RuleName[];

/** What findings of severity error refuse. What only stood in the older tree refuses nothing of the newer one. */
export function refusals(findings: readonly Finding[]): Refusals {
  const errors = findings.filter(({ severity, revision }) => severity === 'error' && revision === undefined);
  if (errors.length === 0) return () => [];
  const touches = errors.flatMap(({ rule, touches }) => touches.map((touched) => ({ rule, touched })));
  // Each of very many findings is looked at only for what it may be about.
  const byParts = groupBy(touches, ({ touched: { subproject, image, digest } }) =>
    partsKey(subproject, image, digest),
  );
  const byPlace = groupBy(errors, ({ where }) => keyOf(where));
  return (added, tag) => {
    // A tag may have moved here from another manifest, which is what its finding touches.
    const here = byPlace.get(keyOf(positionOf(placeOf(added.entry, tag)))) ?? [];
    const near = keysOf(added).flatMap((key) => byParts.get(key) ?? []);
    const touching = near.filter(({ touched }) => isTouched(added, tag, touched));
    return [...new Set([...here, ...touching].map(({ rule }) => rule))].sort();
  };
}

/** Where a tag stands, or the digest itself. */
export function placeOf(entry: ImageDigest, tag: string | undefined): Place {
  return tag === undefined ? entry.place : placeOfTag(entry, tag);
}

function keyOf({ file, line, column }: Position): string {
  return `${file}:${line}:${column}`;
}

/** Of all findings that may be about something: each part is named or left open. */
function keysOf({ manifest, image, entry }: AddedDigest): string[] {
  return [undefined, manifest.name].flatMap((subproject) =>
    [undefined, image.name].flatMap((imageName) =>
      [undefined, entry.digest].map((digest) => partsKey(subproject, imageName, digest)),
    ),
  );
}

function partsKey(
  subproject: string | undefined,
  image: string | undefined,
  digest: string | undefined,
): string {
  return JSON.stringify([subproject, image, digest]);
}

function isTouched(
  { manifest, destinations }: AddedDigest,
  tag: string | undefined,
  { source, registry, tags = [] }: Touched,
): boolean {
  if (source !== undefined && source !== manifest.source.name) return false;
  if (registry !== undefined && !destinations.includes(registry)) return false;
  return tags.length === 0 || (tag !== undefined && tags.includes(tag));
}
