import {
  type CallOptions,
  type Digest,
  type Failure,
  failureOf,
  type Inventory,
  type Question,
  type RepositoryInventory,
  type Source,
  type SourcePresence,
} from '@cip/oci';
import type { ReadOnlyRegistry } from '@cip/registry';
import { saysNothingIsThere } from './completeness-of.js';
import { takeInventory } from './take-inventory.js';
import { RepositoryReading } from './repository-reading.js';

export interface InventoryOptions {
  /**
   * `listing`: one listing for each destination repository, and a HEAD for what it leaves open. `references`: no listing and a
   * HEAD for each tag and digest, which is cheaper for a few of them in a large repository. Default `listing`.
   */
  readonly destinations?: 'listing' | 'references';
  /** `get` reads the manifest, which a copy then finds kept by the client; `head` only asks for it. Default `get`. */
  readonly sources?: 'get' | 'head';
  /** Told of a repository whose listing is not true, with the reason: what was asked about has been asked for one by one. */
  readonly onContradiction?: (repository: string, reason: string) => void;
}

/** What registries hold, at the lowest price. Each digest of a source is asked for once, whatever the answer was. */
export function createInventory(
  registry: ReadOnlyRegistry,
  { destinations = 'listing', sources = 'get', onContradiction }: InventoryOptions = {},
): Inventory {
  const answers = new Map<string, Promise<SourcePresence>>();
  const listing = new ListingReader(registry);
  const ask = (...[repository, question, options]: Asking): Promise<RepositoryInventory> =>
    destinations === 'listing'
      ? listing.read(repository, question, options)
      : byReferences(registry.repository(repository), question, options);
  return {
    destination: async (repository, question, options = {}) => {
      try {
        const inventory = await ask(repository, question, options);
        const { completeness } = inventory;
        const isContradicted = completeness.kind === 'unknown' && completeness.failure !== undefined;
        if (isContradicted) onContradiction?.(repository, completeness.reason);
        return inventory;
      } catch (error) {
        return unreadInventory(repository, failureOf(error, options.signal), question);
      }
    },
    source: (repository, digest, options = {}) => {
      const key = `${repository}@${digest}`;
      const known = answers.get(key);
      if (known) return known;
      const answer = presence(registry, repository, digest, sources, options);
      answers.set(key, answer);
      // After an abort nothing is known.
      answer.catch(() => answers.delete(key));
      return answer;
    },
  };
}

/** An inventory that says of all that was asked why it is unknown. */
function unreadInventory(
  repository: string,
  failure: Failure,
  { tags, digests }: Pick<Question, 'tags' | 'digests'>,
): RepositoryInventory {
  return {
    repository,
    completeness: { kind: 'unknown', reason: failure.reason, failure },
    exists: false,
    readAt: Date.now(),
    tags: new Map(),
    manifests: new Map(),
    unknown: new Map([...tags, ...digests].map((reference) => [reference, failure])),
  };
}

type Asking = [repository: string, question: Question, options: CallOptions];

/** A listing costs one request, and saves one only where at least one tag in question turns out not to be there. */
const fewTags = 8;

/** Reads repositories by their listings, as far as these are worth their request. */
class ListingReader {
  /** Hosts that list tags only: a few tags are then asked for at once. */
  readonly #listTagsOnly = new Set<string>();

  constructor(private readonly registry: ReadOnlyRegistry) {}

  async read(...[repository, question, options]: Asking): Promise<RepositoryInventory> {
    const source = this.registry.repository(repository);
    const { tags } = question;
    const isAskedFirst = this.#listTagsOnly.has(source.name.registry) && tags.length > 0;
    if (isAskedFirst && tags.length <= fewTags) return readTagsFirst(source, question, options);
    const listing = await source.list(options);
    if (!listing.manifests) this.#listTagsOnly.add(source.name.registry);
    return takeInventory(source, listing, { question, ...options });
  }
}

/** Without a listing if one of the tags is there; if none is, the listing tells whether the repository is. */
async function readTagsFirst(
  source: Source,
  question: Question,
  options: CallOptions,
): Promise<RepositoryInventory> {
  const reading = new RepositoryReading(source, options);
  await reading.ask(question.tags, 'manifests');
  const first = reading.inventory();
  if (first.exists || first.unknown.size > 0) {
    if (question.areListed) await reading.askReferrers(question.untagged);
    await reading.ask(question.digests, 'manifests');
    return reading.inventory();
  }
  const listing = await source.list(options);
  const asked = saysNothingIsThere(listing) ? { ...question, tags: [] } : question;
  const inventory = await takeInventory(source, listing, { question: asked, ...options });
  return { ...inventory, readAt: Math.min(first.readAt, inventory.readAt) };
}

async function byReferences(
  source: Source,
  { tags, digests }: Question,
  options: CallOptions,
): Promise<RepositoryInventory> {
  const reading = new RepositoryReading(source, options);
  await reading.ask(tags, 'manifests');
  await reading.ask(digests, 'manifests');
  return reading.inventory();
}

async function presence(
  registry: ReadOnlyRegistry,
  repository: string,
  digest: Digest,
  by: 'get' | 'head',
  options: CallOptions,
): Promise<SourcePresence> {
  try {
    const source = registry.repository(repository);
    const found = by === 'get' ? source.fetchManifest(digest, options) : source.resolve(digest, options);
    return { presence: (await found) ? 'present' : 'absent' };
  } catch (error) {
    return { presence: 'unknown', failure: failureOf(error, options.signal) };
  }
}
