import { attachedFor, type AttachedConfiguration, isKeptIn } from '@cip/configuration';
import type { Image, ManifestTree, Place, PromotionManifest } from '@cip/manifest';
import { compareTexts, type Digest } from '@cip/oci';
import { isUntaggable } from '@cip/plan';

/** From where a digest is promoted. */
export interface Origin {
  /** The source repository, with its registry. */
  readonly source: string;
  /** The promoter manifest that says so; of a thin manifest the file with the registries. */
  readonly manifest: string;
}

/** A digest that manifests promise, and where what is signed for it belongs. */
export interface PromisedDigest {
  /** The name in its manifest. */
  readonly image: string;
  readonly digest: Digest;
  readonly tags: readonly string[];
  /** The source repository, with its registry. */
  readonly source: string;
  /** Where a manifest lists it. */
  readonly place: Place;
  /** Of all manifests that promise it there, the one of {@link source} first. */
  readonly origins: readonly Origin[];
  /** The destination repository that it is signed in. */
  readonly home: string;
  /** The other destination repositories that what is signed is copied to. */
  readonly copies: readonly string[];
}

/** What manifests promise, as far as it is signed. */
export interface Promised {
  /** Sorted by image, digest and home; each digest stands once in a home. */
  readonly digests: readonly PromisedDigest[];
  /** Subprojects that keep what is signed in a canonical destination, and have none. */
  readonly homeless: readonly string[];
}

/**
 * Decides what is signed where: once, in the canonical destination or otherwise in the first one of the manifest. A digest that
 * several manifests promise to one repository is signed for all of them together.
 */
export function promisedDigests(
  { manifests }: Pick<ManifestTree, 'manifests'>,
  attached: AttachedConfiguration | undefined,
): Promised {
  const found = new Map<Digest, PromisedDigest[]>();
  const homeless: string[] = [];
  for (const manifest of manifests) {
    const homes = homesOf(manifest, attached);
    if (homes === 'none') continue;
    if (homes === undefined) homeless.push(manifest.name);
    else for (const image of manifest.images) addImage(found, manifest, image, homes);
  }
  const digests = [...found.values()].flat().sort(byImage);
  return { digests, homeless };
}

/** That nothing is signed for a subproject without a home. */
export function homelessText(subproject: string): string {
  return `${subproject}: nothing is signed, as it has no canonical destination`;
}

/** Registries: where it is signed, and where it is copied to. */
interface Homes {
  readonly home: string;
  readonly copies: readonly string[];
}

function homesOf(
  { name, destinations }: PromotionManifest,
  attached: AttachedConfiguration | undefined,
): Homes | 'none' | undefined {
  const rules = attachedFor(name, attached);
  if (rules?.keep === 'none') return 'none';
  const asWritten = destinations
    .toSorted((a, b) => a.place.offset - b.place.offset)
    .map((registry) => registry.name);
  const kept = rules ? asWritten.filter((registry) => isKeptIn(rules, registry)) : asWritten;
  const [home, ...others] = kept;
  if (home === undefined) return undefined;
  return { home, copies: rules?.keep === 'canonical' ? [] : others };
}

function addImage(
  found: Map<Digest, PromisedDigest[]>,
  { source }: PromotionManifest,
  image: Image,
  { home, copies }: Homes,
): void {
  const repository = `${source.name}/${image.name}`;
  const repositories = copies.map((registry) => `${registry}/${image.name}`);
  for (const entry of image.digests) {
    const { digest, place } = entry;
    const promised: PromisedDigest = {
      image: image.name,
      digest,
      tags: isUntaggable(entry) ? [] : entry.tags,
      source: repository,
      place,
      origins: [{ source: repository, manifest: source.place.file.path }],
      home: `${home}/${image.name}`,
      copies: repositories,
    };
    const known = found.get(digest);
    if (known) found.set(digest, withOne(known, promised));
    else found.set(digest, [promised]);
  }
}

/** What shares a repository with another is one with it. */
function withOne(known: readonly PromisedDigest[], promised: PromisedDigest): PromisedDigest[] {
  const [together, apart] = [true, false].map((is) => known.filter((one) => isShared(one, promised) === is));
  return [...(apart ?? []), (together ?? []).reduceRight((merged, one) => joined(one, merged), promised)];
}

function isShared(a: PromisedDigest, b: PromisedDigest): boolean {
  const ofB = [b.home, ...b.copies];
  return [a.home, ...a.copies].some((repository) => ofB.includes(repository));
}

function joined(first: PromisedDigest, second: PromisedDigest): PromisedDigest {
  const repositories = new Set([first.home, ...first.copies, second.home, ...second.copies]);
  repositories.delete(first.home);
  const tags = [...new Set([...first.tags, ...second.tags])].sort(compareTexts);
  const origins = uniqueOrigins([...first.origins, ...second.origins]);
  return { ...first, origins, tags, copies: [...repositories] };
}

function uniqueOrigins(origins: readonly Origin[]): Origin[] {
  return [...new Map(origins.map((one) => [`${one.source} ${one.manifest}`, one])).values()];
}

function byImage(a: PromisedDigest, b: PromisedDigest): number {
  return compareTexts(a.image, b.image) || compareTexts(a.digest, b.digest) || compareTexts(a.home, b.home);
}
