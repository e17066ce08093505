import type { Digest } from '@cip/oci';
import type { Condition } from './call.js';
import type { Clock } from './clock.js';

/** How long, in milliseconds, what was read of a tag holds. */
const holdsFor = 60_000;

/** What a registry said of a tag. */
export interface TagReading {
  /** Undefined: the tag is not there. */
  readonly digest: Digest | undefined;
  /** When the request was sent, in milliseconds since the epoch. */
  readonly readAt: number;
}

/**
 * What is known of a tag that is about to be written. The write goes out only while that is at most a minute old; after a
 * longer wait the tag is read again, with the slot of the write in hand.
 */
export class KnownTag implements Condition {
  #forgotten = false;

  /** `check` throws when the tag is not what the write is meant for. `readAt`: when it was last seen to be. */
  constructor(
    private readonly clock: Pick<Clock, 'now'>,
    private readonly look: () => Promise<TagReading>,
    private readonly check: (present: Digest | undefined) => void,
    private readAt?: number,
  ) {}

  /** Says that the write was sent before: it may have succeeded, and others may have written since. */
  forget(): void {
    this.#forgotten = true;
    this.readAt = undefined;
  }

  /** Whether the write was sent before. */
  get wasForgotten(): boolean {
    return this.#forgotten;
  }

  holds(): boolean {
    return this.readAt !== undefined && this.clock.now() - this.readAt <= holdsFor;
  }

  async renew(): Promise<void> {
    const { digest, readAt } = await this.look();
    this.check(digest);
    this.readAt = readAt;
  }
}
