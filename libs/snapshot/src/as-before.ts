import type { CallOptions, Digest, Listing, Source } from '@cip/oci';
import type { Base } from './base.js';
import { type HeldManifest, stateOf } from './held.js';

/** Of one repository, what promoter manifests promise: each digest with its tags. */
export type PromisedInRepository = ReadonlyMap<Digest, readonly string[]>;

/** What promoter manifests promise, by repository with its registry. */
export type PromisedImages = ReadonlyMap<string, PromisedInRepository>;

/** What a repository is compared with before it is read. */
export interface AsBeforeParts {
  readonly base: Base | undefined;
  /** By path below the prefix of production. */
  readonly promised: (repository: string) => PromisedInRepository | undefined;
  readonly production: (repository: string) => Source;
  /** Repositories that are read in this hour anyhow. */
  readonly toRead: ReadonlySet<string>;
}

/** What stands for the manifests that can be told without reading the repository: those with a tag, and promised ones. */
export function namedState(
  held: readonly Pick<HeldManifest, 'digest' | 'tags'>[],
  promised: PromisedInRepository,
): Digest {
  return stateOf(held.filter(({ digest, tags }) => tags.length > 0 || promised.has(digest)));
}

/**
 * Decides whether a repository of a registry that lists tags alone is as the base says, by its listing and one HEAD for each
 * tag that is not promised: promised tags do not move, and what has no tag is read within a day. Gives what is known of it
 * then; undefined where it has to be read.
 */
export async function isAsBefore(
  name: string,
  listing: Listing,
  { base, promised: promisedIn, production, toRead }: AsBeforeParts,
  call: CallOptions,
): Promise<ReadonlySet<Digest> | undefined> {
  const entry = base?.repositories.get(name);
  const promised = promisedIn(name);
  const isReadAnyhow = listing.manifests !== undefined || toRead.has(name);
  if (isReadAnyhow || !promised || entry?.named === undefined) return undefined;
  const tagsOf = new Map<Digest, string[]>([...promised.keys()].map((digest) => [digest, []]));
  const holders = await holdersOf([...listing.tags.keys()], promised, production(name), call);
  if (!holders) return undefined;
  for (const [tag, digest] of holders) tagsOf.set(digest, [...(tagsOf.get(digest) ?? []), tag]);
  const expected = [...tagsOf].map(([digest, tags]) => ({ digest, tags }));
  return stateOf(expected) === entry.named ? new Set(tagsOf.keys()) : undefined;
}

/** What each tag is on; undefined where one cannot be told. */
async function holdersOf(
  tags: readonly string[],
  promised: PromisedInRepository,
  source: Source,
  call: CallOptions,
): Promise<(readonly [tag: string, digest: Digest])[] | undefined> {
  const byTag = new Map<string, Digest>();
  const disputed = new Set<string>();
  for (const [digest, own] of promised) {
    for (const tag of own) {
      if ((byTag.get(tag) ?? digest) !== digest) disputed.add(tag);
      byTag.set(tag, digest);
    }
  }
  const holderOf = async (tag: string): Promise<Digest | undefined> => {
    if (!disputed.has(tag) && byTag.has(tag)) return byTag.get(tag);
    return (await source.resolve(tag, call))?.digest;
  };
  try {
    const found = await Promise.all(tags.map(async (tag) => [tag, await holderOf(tag)] as const));
    const known = found.flatMap(([tag, digest]) => (digest ? [[tag, digest] as const] : []));
    return known.length === tags.length ? known : undefined;
  } catch {
    // Reading the repository as a whole will tell what is wrong.
    call.signal?.throwIfAborted();
    return undefined;
  }
}
