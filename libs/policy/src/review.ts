import { placeOfTag, positionOf } from '@cip/manifest';
import type { Digest } from '@cip/oci';
import type { AddedDigest, TreeChange } from '@cip/plan';
import { compareTags } from './compare-tags.js';
import type { AddedImage, ImageFacts, RegistryFacts, Unreachable } from './registry-facts.js';
import { compareTexts } from './sort-findings.js';

/** One tag that a change promotes, or one digest without a tag, for those who review it. */
export interface ReviewRow {
  readonly image: string;
  /** Absent: the digest is promoted without a tag. */
  readonly tag?: string;
  readonly digest: Digest;
  /** The source repository, with its registry. */
  readonly from: string;
  /** To how many destination registries something of the digest is new. */
  readonly destinations: number;
  /** Where the tag stands, or the digest. */
  readonly file: string;
  readonly line: number;
  readonly platforms?: readonly string[];
  /** In bytes: of an index, what its largest platform takes. */
  readonly size?: number;
  /** RFC 3339. */
  readonly created?: string;
  /** Of the source code, as the image says. */
  readonly revision?: string;
  /** How many layers the first platform has. */
  readonly layers?: number;
  /** How many of them the newest version that was promoted before does not have. */
  readonly newLayers?: number;
  /** The tag of that version. */
  readonly comparedWith?: string;
  /** Why registries could not say what the image is. */
  readonly unreachable?: string;
}

/** What a change promotes, sorted by image, tag and digest; with what registries say of it where they were asked. */
export function reviewOf(change: TreeChange, facts?: RegistryFacts): readonly ReviewRow[] {
  const known = new Map(facts?.added.map((added) => [`${added.source}@${added.digest}`, added]));
  return change.added
    .flatMap((added) => {
      const from = `${added.manifest.source.name}/${added.image.name}`;
      return rowsOf(added, from, known.get(`${from}@${added.entry.digest}`));
    })
    .sort(compareRows);
}

function rowsOf(added: AddedDigest, from: string, known: AddedImage | undefined): ReviewRow[] {
  const { image, entry, destinations } = added;
  const tags = added.tags.length > 0 ? added.tags : [undefined];
  return tags.map((tag) => {
    const { file, line } = positionOf(tag === undefined ? entry.place : placeOfTag(entry, tag));
    return {
      image: image.name,
      ...(tag !== undefined && { tag }),
      digest: entry.digest,
      from,
      destinations: destinations.length,
      file,
      line,
      ...(known?.facts && factsIn(known.facts, known.newest)),
    };
  });
}

function factsIn(facts: ImageFacts | Unreachable, newest: AddedImage['newest']): Partial<ReviewRow> {
  if ('unreachable' in facts) return facts;
  const { platforms, size, created, revision, layers } = facts;
  return {
    platforms,
    size,
    ...(created !== undefined && { created }),
    ...(revision !== undefined && { revision }),
    layers: layers.length,
    ...(newest && comparison(layers, newest)),
  };
}

function comparison(
  layers: readonly Digest[],
  { tag, facts }: NonNullable<AddedImage['newest']>,
): Partial<ReviewRow> {
  if ('unreachable' in facts) return {};
  const there = new Set(facts.layers);
  return { newLayers: layers.filter((layer) => !there.has(layer)).length, comparedWith: tag };
}

function compareRows(a: ReviewRow, b: ReviewRow): number {
  return (
    compareTexts(a.image, b.image) ||
    compareTags(a.tag ?? '', b.tag ?? '') ||
    compareTexts(a.digest, b.digest) ||
    compareTexts(a.from, b.from)
  );
}
