import { type Attached, findAttached } from '@cip/inventory';
import { type Digest, formatRepositoryName, type Source } from '@cip/oci';
import { onSide } from './errors.js';
import { callOptions } from './graph-context.js';

/** Finds what is attached to digests, for all jobs of a run; each digest of each source is looked at once. */
export class AttachedArtifacts {
  readonly #found = new Map<string, Promise<Attached>>();

  constructor(private readonly signal: AbortSignal | undefined) {}

  /** Referrers of a digest, and signature, attestation and SBOM under their tags. */
  async of(source: Source, digest: Digest): Promise<Attached> {
    const key = `${formatRepositoryName(source.name)}@${digest}`;
    const work = this.#found.get(key) ?? find(source, digest, this.signal);
    this.#found.set(key, work);
    try {
      return await work;
    } catch (error) {
      if (this.#found.get(key) === work) this.#found.delete(key);
      throw error;
    }
  }
}

async function find(source: Source, digest: Digest, signal: AbortSignal | undefined): Promise<Attached> {
  const repository = formatRepositoryName(source.name);
  const task = { operation: 'looking for artifacts attached to', subject: digest, repository };
  return onSide('source', task, () => findAttached(source, digest, callOptions(signal)));
}
