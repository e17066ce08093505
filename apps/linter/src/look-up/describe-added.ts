import type { Digest, ImageFacts } from '@cip/oci';
import type { AddedDigest } from '@cip/plan';
import type { AddedImage, PromotedVersion, Unreadable } from '@cip/policy';
import type { CarefulReader } from './careful-reader.js';
import type { Holdings } from './holdings.js';
import { destinationsOf, newestOf, type Promoted, type PromotedDigest } from './newest-promoted.js';

const mostDestinations = 2;

/** What registries say about one digest that is added, and about the newest version before it. */
export async function describeAdded(
  added: AddedDigest,
  reader: CarefulReader,
  holdings: Holdings,
  promoted: Promoted,
): Promise<AddedImage> {
  const { digest } = added.entry;
  const source = `${added.manifest.source.name}/${added.image.name}`;
  const production = holdings.candidates(destinationsOf(added), digest);
  const before = newestOf(promoted, added);
  const [facts, newest] = await Promise.all([
    fromSourceOr(production, source, digest, reader),
    before && describePromoted(before, reader),
  ]);
  return { source, digest, ...(facts && { facts }), ...(newest && { newest }) };
}

/** It is in all destinations alike, so a few of those that answer are enough. */
async function describePromoted(
  { digest, tag, destinations, source }: PromotedDigest,
  reader: CarefulReader,
): Promise<PromotedVersion | undefined> {
  const sound = destinations.filter((repository) => !reader.failed(repository));
  const facts = await firstAnswer(reader, digest, [...sound.slice(0, mostDestinations), source]);
  return facts && { digest, tag, facts };
}

/**
 * From the source, or else from production. When the source says that it does not have the digest, a part of production that
 * cannot be read does not make that unknown: there is nothing to promote there.
 */
async function fromSourceOr(
  production: readonly string[],
  source: string,
  digest: Digest,
  reader: CarefulReader,
): Promise<ImageFacts | Unreadable | undefined> {
  const ofSource = await reader.image(source, digest);
  if (ofSource && !('failure' in ofSource)) return ofSource;
  const elsewhere = await firstAnswer(reader, digest, production);
  return elsewhere && !('failure' in elsewhere) ? elsewhere : ofSource;
}

/** The first repository that holds the digest tells; it is absent only if all of them say so. */
async function firstAnswer(
  reader: CarefulReader,
  digest: Digest,
  repositories: readonly string[],
): Promise<ImageFacts | Unreadable | undefined> {
  let failure: Unreadable | undefined;
  for (const repository of repositories) {
    const answer = await reader.image(repository, digest);
    if (answer && !('failure' in answer)) return answer;
    failure ??= answer;
  }
  return failure;
}
