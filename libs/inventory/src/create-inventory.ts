import {
  type CallOptions,
  type Digest,
  type Failure,
  failureOf,
  type Inventory,
  type Question,
  type RepositoryInventory,
  type SourcePresence,
} from '@cip/oci';
import type { ReadOnlyRegistry } from '@cip/registry';
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
  const ask = destinations === 'listing' ? byListing : byReferences;
  return {
    destination: async (repository, question, options = {}) => {
      try {
        const inventory = await ask(registry, repository, question, options);
        const { completeness } = inventory;
        const isContradicted = completeness.kind === 'unknown' && completeness.failure !== undefined;
        if (isContradicted) onContradiction?.(repository, completeness.reason);
        return inventory;
      } catch (error) {
        return untakeInventory(repository, failureOf(error, options.signal), question);
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
export function untakeInventory(
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

async function byListing(
  registry: ReadOnlyRegistry,
  repository: string,
  question: Question,
  options: CallOptions,
): Promise<RepositoryInventory> {
  const source = registry.repository(repository);
  return takeInventory(source, await source.list(options), { question, ...options });
}

async function byReferences(
  registry: ReadOnlyRegistry,
  repository: string,
  { tags, digests }: Question,
  options: CallOptions,
): Promise<RepositoryInventory> {
  const reading = new RepositoryReading(registry.repository(repository), options);
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
