import type {
  CallOptions,
  Completeness,
  Failure,
  Listing,
  Question,
  RepositoryInventory,
  Source,
} from '@cip/oci';
import { completenessOf, saysNothingIsThere } from './completeness-of.js';
import { RepositoryReading } from './repository-reading.js';

export interface TakeInventoryOptions extends CallOptions {
  /** Tags and digests that are to be known in any case. Default: none. */
  readonly question?: Question;
  /** Ask for the digest of every tag that is listed without one, not only of those in question. Default: false. */
  readonly everyTag?: boolean;
  /** Where the listing does not give everything: read children of indexes, and referrers. Default: false. */
  readonly below?: boolean;
  /** The listing of what is above names the repository, and its own says that nothing is there. Default: false. */
  readonly isDenied?: boolean;
}

const denied: Completeness = {
  kind: 'unknown',
  reason: 'the registry names the repository, and lists nothing in it or below it',
};

const nothing: Question = { tags: [], digests: [], untagged: [] };

/**
 * What a repository holds, from its listing and, where that does not give everything, one HEAD for each tag and digest that
 * it leaves open. A listing that says that nothing is there is not believed before what is in question has been asked for.
 * Rejects on abort only.
 */
export async function takeInventory(
  source: Source,
  listing: Listing,
  {
    question = nothing,
    everyTag = false,
    below = false,
    isDenied = false,
    ...call
  }: TakeInventoryOptions = {},
): Promise<RepositoryInventory> {
  const reading = new RepositoryReading(source, call);
  const completeness = isDenied ? denied : completenessOf(listing);
  reading.takeListing(listing, completeness);
  const isEmpty = saysNothingIsThere(listing);
  const isEnough = completeness.kind === 'complete' && !isEmpty;
  if (!listing.manifests) {
    const { tags } = listing;
    await reading.askListed(everyTag ? [...tags.keys()] : question.tags.filter((tag) => tags.has(tag)));
  }
  if (question.areListed) await reading.askReferrers(question.untagged);
  if (isEnough) return reading.inventory();
  // Only Google's listings are cut short: another one that names tags names them all.
  const isCut = completeness.kind === 'unknown';
  if (isEmpty || isCut) {
    const found = await reading.ask(question.tags, 'manifests');
    if (found > 0 && isEmpty) reading.contradict('the registry lists nothing, and has tags all the same');
  }
  const isBelowUnlisted = below && !listing.manifests;
  // An index may bring what would have been asked for.
  if (isBelowUnlisted) await reading.askBelow();
  await askDigests(reading, question, listing, isEmpty);
  if (isBelowUnlisted) await reading.askBelow();
  return reading.inventory();
}

async function askDigests(
  reading: RepositoryReading,
  { digests, untagged }: Question,
  { manifests }: Listing,
  isEmpty: boolean,
): Promise<void> {
  // docker-registry does not know a repository that holds no tag, whatever else it holds.
  const found = reading.exists ? 0 : await reading.ask(untagged, 'manifests');
  const more = reading.exists ? await reading.ask(digests, 'manifests') : 0;
  const isDenied = isEmpty && manifests !== undefined;
  if (isDenied && found + more > 0)
    reading.contradict('the registry lists nothing, and has images all the same');
}

/** Why a repository is not known as a whole; that a listed tag is denied is a fact about that tag alone. */
export function failureToTakeWhole({ completeness, unknown }: RepositoryInventory): Failure | undefined {
  if (completeness.kind === 'unknown' && completeness.failure) return completeness.failure;
  return [...unknown.values()].find(({ code }) => code !== 'CONTRADICTION');
}
