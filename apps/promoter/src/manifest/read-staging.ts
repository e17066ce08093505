import { createInventory } from '@cip/inventory';
import type { Image, PromotionManifest } from '@cip/manifest';
import { describeFailure, type Digest, type ImageFacts, subjectOfTag } from '@cip/oci';
import { compareTags, type Unreadable } from '@cip/policy';
import { describeImage, type ReadOnlyRegistry } from '@cip/registry';

/** An image of a staging registry under one tag. */
export interface Staged {
  readonly image: string;
  /** The repository, with its registry. */
  readonly source: string;
  readonly tag: string;
  readonly digest: Digest;
  readonly facts: ImageFacts;
  /** The newest version that the manifest promotes besides, where staging still has it. */
  readonly before?: { readonly tag: string; readonly digest: Digest; readonly facts: ImageFacts };
}

/** What staging has, and what not. */
export interface StagingReading {
  readonly staged: readonly Staged[];
  /** References that are not there. */
  readonly missing: readonly { readonly image: string; readonly reference: string }[];
  /** A line for each reference that nobody knows about. */
  readonly unreadable: readonly string[];
}

interface Wanted {
  readonly manifest: PromotionManifest;
  readonly images: readonly string[];
  readonly tags: readonly string[];
}

/** Reads images by their tags, and of each the version before it; nothing else, and no list. Rejects on abort only. */
export async function readStaging(
  registry: ReadOnlyRegistry,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<StagingReading> {
  const readings = await Promise.all(
    wanted.images.map((image) => readImage(registry, image, wanted, signal)),
  );
  return {
    staged: readings.flatMap(({ staged }) => staged),
    missing: readings.flatMap(({ missing }) => missing),
    unreadable: readings.flatMap(({ unreadable }) => unreadable),
  };
}

async function readImage(
  registry: ReadOnlyRegistry,
  image: string,
  { manifest, tags }: Wanted,
  signal: AbortSignal,
): Promise<StagingReading> {
  const source = `${manifest.source.name}/${image}`;
  const inventory = createInventory(registry, { destinations: 'references' });
  const found = await inventory.destination(source, { tags, digests: [], untagged: [] }, { signal });
  const describe = describer(registry, source, signal);
  const staged: Staged[] = [];
  const missing: { image: string; reference: string }[] = [];
  const unreadable: string[] = [];
  for (const tag of tags) {
    const reference = `${source}:${tag}`;
    const unknown = found.unknown.get(tag);
    const digest = found.tags.get(tag);
    if (unknown) unreadable.push(`${reference}: ${describeFailure(unknown)}`);
    else if (digest === undefined) missing.push({ image, reference });
    else {
      const facts = await describe(digest);
      if (!facts) missing.push({ image, reference });
      else if ('failure' in facts) unreadable.push(`${reference}: ${describeFailure(facts.failure)}`);
      else
        staged.push({
          image,
          source,
          tag,
          digest,
          facts,
          ...(await versionBefore(manifest, image, digest, describe)),
        });
    }
  }
  return { staged, missing, unreadable };
}

type Describe = (digest: Digest) => Promise<ImageFacts | Unreadable | undefined>;

/** Describes each digest of a repository once. */
function describer(registry: ReadOnlyRegistry, source: string, signal: AbortSignal): Describe {
  const known = new Map<Digest, ReturnType<Describe>>();
  return (digest) => {
    const answer = known.get(digest) ?? describeImage(registry, source, digest, { signal });
    known.set(digest, answer);
    return answer;
  };
}

/** What staging no longer has says nothing: old versions are deleted there. */
async function versionBefore(
  { images }: PromotionManifest,
  image: string,
  digest: Digest,
  describe: Describe,
): Promise<Pick<Staged, 'before'>> {
  const newest = newestOf(
    images.find(({ name }) => name === image),
    digest,
  );
  const facts = newest && (await describe(newest.digest));
  return newest && facts && !('failure' in facts) ? { before: { ...newest, facts } } : {};
}

function newestOf(
  image: Image | undefined,
  besides: Digest,
): { readonly tag: string; readonly digest: Digest } | undefined {
  const versions = (image?.digests ?? [])
    .filter(({ digest }) => digest !== besides)
    .flatMap(({ digest, tags }) => tags.filter((tag) => !subjectOfTag(tag)).map((tag) => ({ tag, digest })));
  return versions.sort((a, b) => compareTags(b.tag, a.tag))[0];
}
