import { type CallOptions, type Digest, type Source } from '@cip/oci';
import { type AppliedPolicy, type PolicyOutcome, policyOutcomes, type Prove } from '@cip/provenance';
import { LRUCache } from 'lru-cache';
import PQueue from 'p-queue';
import { attestedOf } from './carried.js';
import { once } from './once.js';
import { readCarried } from './read-carried.js';
import type { Trust } from './trust.js';

/** How images are proven. */
export interface ProverOptions extends CallOptions {
  readonly trust: Trust;
  /** A repository by its name, with its registry. */
  readonly repository: (name: string) => Source;
}

/** Images whose payloads are in memory at a time. */
const imagesAtATime = 4;
/** Images of which the outcomes are kept, as each destination registry asks for them again. */
const mostImages = 50_000;

/**
 * Reads what staging images carry, verifies it, and holds it against policies. Each image is read once, whoever asks. Payloads
 * are let go at once: only the outcomes are kept.
 */
export function createProver({ trust, repository, ...options }: ProverOptions): Prove {
  const known = new LRUCache<string, Promise<readonly PolicyOutcome[]>>({ max: mostImages });
  const queue = new PQueue({ concurrency: imagesAtATime });
  const prove = async (
    source: string,
    digest: Digest,
    policies: readonly AppliedPolicy[],
  ): Promise<readonly PolicyOutcome[]> => {
    const image = attestedOf(await readCarried(repository(source), digest, trust, options));
    return policyOutcomes(policies, image, source);
  };
  return (source, digest, policies) =>
    once(known, `${source}@${digest}`, () => queue.add(() => prove(source, digest, policies)));
}
