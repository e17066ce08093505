import { type BuildLevel, type ImageDigest, positionOf } from '@cip/manifest';
import { compareTexts, describeFailure, type Digest } from '@cip/oci';
import type { AddedDigest, TreeChange } from '@cip/plan';
import { compareTags } from './compare-tags.js';
import type { Finding } from './finding.js';
import { placeOf, refusals } from './refusals.js';
import type { RuleName } from './rule-name.js';
import type { AddedImage, AddedProvenance, ImageFacts, RegistryFacts, Unreadable } from './registry-facts.js';

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
  /** Their names, sorted. */
  readonly registries?: readonly string[];
  /** The digest that the older tree gave the tag to. */
  readonly movedFrom?: Digest;
  /** The rules by which something of it is refused, each once; absent: none. */
  readonly refused?: readonly RuleName[];
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
  /** Who signed it: what policies accept, or, where none applies, what verifies; absent: nobody. */
  readonly signedBy?: readonly string[];
  /** The builders that its policies accept. */
  readonly builtBy?: readonly string[];
  /** The SLSA build level that its policies find; of several the lowest. */
  readonly level?: BuildLevel;
  /** Whether all policies that apply are satisfied, or not everything could be read; absent: none applies, and all was read. */
  readonly provenance?: 'satisfied' | 'violated' | 'unread';
  /** Why registries could not say what the image is. */
  readonly unreachable?: string;
}

/** What is known of a change besides. */
export interface ReviewOptions {
  /** Default: registries were not asked. */
  readonly facts?: Pick<RegistryFacts, 'added'>;
  /** Of the newer tree; those of severity error mark what they refuse. Default: none. */
  readonly findings?: readonly Finding[];
  /** Rows that are listed; default: all. */
  readonly most?: number;
}

/** What a change asks to promote, sorted by image, tag and digest; with what registries say of it where they were asked. */
export function reviewOf(
  change: TreeChange,
  { facts, findings = [], most = Infinity }: ReviewOptions = {},
): readonly ReviewRow[] {
  const known = new Map(facts?.added.map((added) => [`${added.source}@${added.digest}`, added]));
  const listed = firstRows(change.added, most);
  const moved = movedTo(new Set(listed.map(({ added }) => placeKey(added.entry))), change);
  const refusing = refusals(findings);
  return listed
    .flatMap(({ added, tags }) => {
      const from = `${added.manifest.source.name}/${added.image.name}`;
      const image = known.get(`${from}@${added.entry.digest}`);
      const facts = image?.facts && factsIn(image.facts, image.newest);
      const provenance = image?.provenance && provenanceIn(image.provenance);
      return tags.map((tag): ReviewRow => {
        const movedFrom = tag === undefined ? undefined : moved.get(movedKey(added.entry, tag));
        const refused = refusing(added, tag);
        return {
          ...rowOf(added, tag, from),
          ...(movedFrom !== undefined && { movedFrom }),
          ...(refused.length > 0 && { refused }),
          ...facts,
          ...provenance,
        };
      });
    })
    .sort(compareRows);
}

/** How many rows the table of a change has, when all are listed. */
export function countReviewRows({ added }: Pick<TreeChange, 'added'>): number {
  return added.reduce((sum, one) => sum + tagsOf(one).length, 0);
}

/** The digests, each with its tags, of as many rows as there may be. */
function firstRows(
  all: readonly AddedDigest[],
  most: number,
): { readonly added: AddedDigest; readonly tags: readonly (string | undefined)[] }[] {
  const rows: ReturnType<typeof firstRows> = [];
  let room = most;
  for (const added of all) {
    if (room <= 0) break;
    const tags = tagsOf(added).slice(0, room);
    room -= tags.length;
    rows.push({ added, tags });
  }
  return rows;
}

function tagsOf({ tags }: AddedDigest): readonly (string | undefined)[] {
  return tags.length > 0 ? tags : [undefined];
}

/** What gave a tag before, by where the tag is now; only of some digests, as very many tags may move. */
function movedTo(listed: ReadonlySet<string>, { movedTags }: TreeChange): ReadonlyMap<string, Digest> {
  const moved = new Map<string, Digest>();
  for (const { to, tag, from } of movedTags) {
    if (listed.has(placeKey(to))) moved.set(movedKey(to, tag), from.digest);
  }
  return moved;
}

function movedKey(entry: ImageDigest, tag: string): string {
  return `${placeKey(entry)}\n${tag}`;
}

/** The newer tree may give a tag in another manifest, so the place tells it. */
function placeKey({ digest, place }: ImageDigest): string {
  return [place.file.path, place.offset, digest].join('\n');
}

function rowOf(
  { image, entry, destinations }: AddedDigest,
  tag: string | undefined,
  from: string,
): ReviewRow {
  const { file, line } = positionOf(placeOf(entry, tag));
  return {
    image: image.name,
    ...(tag !== undefined && { tag }),
    digest: entry.digest,
    from,
    destinations: destinations.length,
    registries: destinations,
    file,
    line,
  };
}

function factsIn(facts: ImageFacts | Unreadable, newest: AddedImage['newest']): Partial<ReviewRow> {
  if ('failure' in facts) return { unreachable: describeFailure(facts.failure) };
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

function provenanceIn({ outcomes, signers, isPartial }: AddedProvenance): Partial<ReviewRow> {
  const signedBy = outcomes.length > 0 ? distinct(outcomes.flatMap((one) => one.signedBy)) : signers;
  const builtBy = distinct(outcomes.flatMap(({ by }) => by));
  const levels = outcomes.flatMap(({ level }) => level ?? []);
  const isSatisfied = outcomes.every(({ satisfied }) => satisfied);
  return {
    ...(signedBy.length > 0 && { signedBy }),
    ...(isSatisfied && builtBy.length > 0 && { builtBy }),
    ...(isSatisfied && levels.length > 0 && { level: Math.min(...levels) as BuildLevel }),
    ...standing(outcomes.length > 0 ? isSatisfied : undefined, isPartial),
  };
}

function standing(isSatisfied: boolean | undefined, isPartial: boolean): Pick<ReviewRow, 'provenance'> {
  if (isSatisfied) return { provenance: 'satisfied' };
  if (isPartial) return { provenance: 'unread' };
  return isSatisfied === undefined ? {} : { provenance: 'violated' };
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

function comparison(
  layers: readonly Digest[],
  { tag, facts }: NonNullable<AddedImage['newest']>,
): Partial<ReviewRow> {
  if ('failure' in facts) return {};
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
