import type { Digest } from '@cip/oci';
import type { DestinationFacts, Job } from './job.js';

/** What a job knows of its destination repository, as the answers to what it asks. Without facts, nothing is known. */
export class KnownDestination {
  constructor(private readonly facts: DestinationFacts | undefined) {}

  /** The repository is not there, so nothing needs to be looked up in it. */
  get isNew(): boolean {
    return this.facts?.exists === false;
  }

  /** Whether the job's manifest is there, so that its graph need not be brought. */
  holds({ digest, tags }: Job): boolean {
    return this.has(digest) === true || tags.some((tag) => this.hasTag(tag, digest));
  }

  /** Whether all that the job wants is there. */
  holdsAllOf(job: Job): boolean {
    const { digest, tags } = job;
    return !this.isUnlisted(digest) && this.holds(job) && tags.every((tag) => this.hasTag(tag, digest));
  }

  /** `unknown` where nobody listed the manifests. */
  has(digest: Digest): boolean | 'unknown' {
    if (this.isUnlisted(digest)) return true;
    if (this.isNew) return false;
    return this.facts?.manifests?.has(digest) ?? 'unknown';
  }

  /** The manifest is there, and the list of its subject's referrers lacks it. */
  isUnlisted(digest: Digest): boolean {
    return this.facts?.unlisted?.has(digest) === true;
  }

  /** Whether the tag is known to be on the digest. */
  hasTag(tag: string, digest: Digest): boolean {
    return this.facts?.tags?.get(tag) === digest;
  }

  /** When the tag was seen to be absent, in milliseconds since the epoch; undefined where it was not. */
  absentAt(tag: string): number | undefined {
    return this.facts?.tags?.has(tag) === true ? undefined : this.facts?.readAt;
  }
}
