import { onAbort } from '@cip/oci';
import PQueue from 'p-queue';
import { AdaptiveLimit } from './adaptive-limit.js';
import { sleep } from './sleep.js';
import { TokenBucket } from './token-bucket.js';

export interface QuotaOptions {
  readonly requestsPerSecond: number;
  readonly burst: number;
  readonly concurrency: number;
  /** Trouble that lasts longer than this, in milliseconds, ends the patience of all requests to the host. */
  readonly retryDeadline: number;
}

/**
 * Which slots a request uses. A download holds its slot until its body is read. An upload of content takes none:
 * it waits for a download that may hold one at the same host, and the two would wait for each other. Neither does
 * a token request, for which the holder of a slot waits.
 */
export type Lane = 'exchange' | 'download' | 'slotless';

export interface AdmitOptions {
  readonly signal?: AbortSignal | undefined;
  /** Goes ahead of requests that were never sent. */
  readonly retry: boolean;
}

/** How much one host is asked at a time: a token bucket, two lanes of slots, and the waits that it asked for. */
export class HostQuota {
  readonly #bucket: TokenBucket;
  readonly #lanes: Readonly<Record<Exclude<Lane, 'slotless'>, PQueue>>;
  readonly #limit: AdaptiveLimit;
  #heldUntil = 0;
  #trouble: { since: number; last: number } | undefined;

  constructor(
    private readonly options: QuotaOptions,
    private readonly onWait: (reason: string, until: number) => void,
  ) {
    const { requestsPerSecond, burst, concurrency } = options;
    this.#bucket = new TokenBucket(requestsPerSecond, burst, Date.now());
    this.#lanes = { exchange: new PQueue({ concurrency }), download: new PQueue({ concurrency }) };
    this.#limit = new AdaptiveLimit(concurrency, (limit) => {
      this.#lanes.exchange.concurrency = limit;
      this.#lanes.download.concurrency = limit;
    });
  }

  get concurrency(): number {
    return this.#limit.current;
  }

  /**
   * Waits for a slot and for the host's turn; the answer gives the slot back. Answers undefined when the host has
   * refused everything for longer than the deadline and still asks to be left alone.
   */
  async admit(lane: Lane, options: AdmitOptions): Promise<(() => void) | undefined> {
    const release = lane === 'slotless' ? () => undefined : await this.#slot(this.#lanes[lane], options);
    try {
      if (await this.#turn(options.signal)) return release;
      release();
      return undefined;
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Since when the host has failed or refused without a break; undefined when its last answer was sound. */
  troubledSince(now: number): number | undefined {
    if (this.#trouble && now - this.#trouble.last > this.options.retryDeadline) this.#trouble = undefined;
    return this.#trouble?.since;
  }

  /** The host could not be reached, or refused (429, 503). */
  failed(): void {
    const now = Date.now();
    this.#trouble = { since: this.troubledSince(now) ?? now, last: now };
  }

  /** The host gave any other answer. */
  answered(): void {
    this.#trouble = undefined;
    this.#limit.answered();
  }

  /** Makes the whole host wait for `ms` milliseconds. Requests in flight that are refused too count as one push. */
  hold(ms: number, reason: string): void {
    const now = Date.now();
    if (now >= this.#heldUntil) this.#limit.pushedBack();
    if (now + ms <= this.#heldUntil) return;
    this.#heldUntil = now + ms;
    // Silence while it waits is no sign of health.
    if (this.#trouble) this.#trouble.last = this.#heldUntil;
    this.onWait(reason, this.#heldUntil);
  }

  async #slot(queue: PQueue, { signal, retry }: AdmitOptions): Promise<() => void> {
    signal?.throwIfAborted();
    return new Promise((resolve, reject: (reason: unknown) => void) => {
      // Given the signal, the queue would add listeners to it for each request.
      const stop = onAbort(signal, reject);
      const task = async (): Promise<void> => {
        stop();
        if (signal?.aborted !== true) await new Promise<void>(resolve);
      };
      queue.add(task, { priority: retry ? 1 : 0 }).catch(reject);
    });
  }

  async #turn(signal: AbortSignal | undefined): Promise<boolean> {
    signal?.throwIfAborted();
    if (!(await this.#outwait(signal))) return false;
    const wait = this.#bucket.reserve(Date.now());
    if (wait === 0) return true;
    await sleep(wait, signal);
    return this.#outwait(signal);
  }

  async #outwait(signal: AbortSignal | undefined): Promise<boolean> {
    for (let now = Date.now(); now < this.#heldUntil; now = Date.now()) {
      const since = this.troubledSince(now);
      if (since !== undefined && now - since >= this.options.retryDeadline) return false;
      await sleep(this.#heldUntil - now, signal);
    }
    return true;
  }
}
