import { type Attached, findAttached } from '@cip/inventory';
import { type Digest, formatRepositoryName, type Source } from '@cip/oci';
import { onSide } from './errors.js';
import { callOptions } from './graph-context.js';
import type { Job } from './job.js';

/** What of the artifacts that are attached to images is brought with them. */
export interface AttachedRules {
  /** Whether the destination of a job gets any. */
  readonly isWanted: (job: Pick<Job, 'source' | 'target'>) => boolean;
  /**
   * What is brought of all that is attached to a digest. `root` is the image that it belongs to: the digest itself, or what the
   * digest is a child of, or attached to.
   */
  readonly choose: (source: Source, digest: Digest, root: Digest) => Promise<Attached>;
}

/** Finds what is attached to digests, for all jobs of a run; each digest of each source is looked at once. */
export class AttachedArtifacts {
  readonly #found = new Map<string, Promise<Attached>>();

  /** `rules` are true for all that there is. */
  constructor(
    private readonly rules: AttachedRules | true,
    private readonly signal: AbortSignal | undefined,
  ) {}

  isWanted(job: Job): boolean {
    return job.kind === 'copy' && (this.rules === true || this.rules.isWanted(job));
  }

  /** What of the referrers of a digest, and of signature, attestation and SBOM under their tags, is brought with an image. */
  async of({ source, digest: root }: Pick<Job, 'source' | 'digest'>, digest: Digest): Promise<Attached> {
    const shared = this.rules === true ? '' : root;
    const key = `${formatRepositoryName(source.name)}@${digest} ${shared}`;
    const work = this.#found.get(key) ?? this.#find(source, digest, root);
    this.#found.set(key, work);
    try {
      return await work;
    } catch (error) {
      if (this.#found.get(key) === work) this.#found.delete(key);
      throw error;
    }
  }

  #find(source: Source, digest: Digest, root: Digest): Promise<Attached> {
    const repository = formatRepositoryName(source.name);
    const task = { operation: 'looking for artifacts attached to', subject: digest, repository };
    const { rules } = this;
    return onSide('source', task, () =>
      rules === true
        ? findAttached(source, digest, callOptions(this.signal))
        : rules.choose(source, digest, root),
    );
  }
}
