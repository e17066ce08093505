import { onAbort } from '@cip/oci';
import PQueue from 'p-queue';
import { AdaptiveLimit } from './adaptive-limit.js';
import { type Clock, systemClock } from './clock.js';
import { LatencyWatch } from './latency-watch.js';
import { LearnedRate } from './learned-rate.js';
import type { RequestKind } from './ledger.js';
import type { LimitWait } from './limit-wait.js';
import type { QuotaGroup } from './quota-group.js';
import { RecentAnswers } from './recent-answers.js';
import { WaitClock } from './wait-clock.js';

/** Parallel requests to a host without a rate, before it has shown what it takes. */
const startConcurrency = 8;
/** The part of the requests that a host may refuse now and then for reasons that are no quota. */
const tolerated = 0.02;

export interface QuotaOptions {
  /** Infinity: the host is limited by what it takes, so the time that it takes is watched. */
  readonly requestsPerSecond: number;
  readonly burst: number;
  /** Most requests at a time. */
  readonly concurrency: number;
  /** Trouble that lasts longer than this, in milliseconds, ends the patience of all requests to the host. */
  readonly retryDeadline: number;
}

/**
 * Which slots a request uses. A download holds its slot until its body is read. An upload of content takes none:
 * it waits for a download that may hold one at the same host, and the two would wait for each other. Neither do a
 * token request and a second look at a tag, for which the holder of a slot waits.
 */
export type Lane = 'exchange' | 'download' | 'slotless';

export interface AdmitOptions {
  readonly signal?: AbortSignal | undefined;
  /** Goes ahead of requests that were never sent. */
  readonly retry: boolean;
  /** Hosts that this one shares a quota with, for this request. */
  readonly group?: QuotaGroup | undefined;
}

/** An answer that was no refusal. */
export interface Answered {
  readonly kind: RequestKind;
  /** Milliseconds from the sending to the head of the answer. */
  readonly ms: number;
}

/** How much one host is asked at a time: a rate, two lanes of slots, and the waits that it asked for. */
export class HostQuota {
  readonly #rate: LearnedRate;
  readonly #lanes: Readonly<Record<Exclude<Lane, 'slotless'>, PQueue>>;
  readonly #limit: AdaptiveLimit;
  readonly #latency: LatencyWatch | undefined;
  readonly #recent = new RecentAnswers();
  readonly #refusalWaits: WaitClock;
  #heldUntil = 0;
  #trouble: { since: number; last: number } | undefined;

  constructor(
    private readonly options: QuotaOptions,
    private readonly onWait: (reason: string, until: number) => void,
    private readonly clock: Clock = systemClock,
  ) {
    const { requestsPerSecond, burst, concurrency: most } = options;
    const isPaced = Number.isFinite(requestsPerSecond);
    const concurrency = isPaced ? most : Math.min(startConcurrency, most);
    this.#rate = new LearnedRate({ most: requestsPerSecond, burst, tolerated }, clock);
    this.#lanes = { exchange: new PQueue({ concurrency }), download: new PQueue({ concurrency }) };
    const onChange = (limit: number): void => {
      this.#lanes.exchange.concurrency = limit;
      this.#lanes.download.concurrency = limit;
    };
    this.#limit = new AdaptiveLimit(most, onChange, concurrency);
    this.#latency = isPaced ? undefined : new LatencyWatch();
    this.#refusalWaits = new WaitClock(clock);
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
      if (await this.#turn(options)) return release;
      release();
      return undefined;
    } catch (error) {
      release();
      throw error;
    }
  }

  /**
   * Waits until the host may be asked again, for a request that has its slot and its turn. False where {@link admit} gives
   * undefined.
   */
  async outwait(signal: AbortSignal | undefined): Promise<boolean> {
    for (let now = this.clock.now(); now < this.#heldUntil; now = this.clock.now()) {
      const since = this.troubledSince(now);
      if (since !== undefined && now - since >= this.options.retryDeadline) return false;
      await this.#refusalWaits.during(this.clock.sleep(this.#heldUntil - now, signal));
    }
    return true;
  }

  /** Since when the host has failed or refused without a break; undefined when its last answer was sound. */
  troubledSince(now: number): number | undefined {
    if (this.#trouble && now - this.#trouble.last > this.options.retryDeadline) this.#trouble = undefined;
    return this.#trouble?.since;
  }

  /** The host could not be reached, or refused (429, 503). */
  failed(): void {
    const now = this.clock.now();
    this.#trouble = { since: this.troubledSince(now) ?? now, last: now };
  }

  /** The host gave any other answer. */
  answered({ kind, ms }: Answered): void {
    this.#trouble = undefined;
    this.#recent.accepted();
    this.#rate.answered(this.clock.now() - ms);
    if (this.#latency?.isSlowed(kind, ms, this.#limit.current)) this.#limit.slowed();
    else this.#limit.answered();
  }

  /**
   * The host refused a request (429, 503) without saying for how long. The answer is whether that is a stray, for which only
   * its own request need wait: one among many answers of a host that has no rate, and needs none.
   */
  isStrayRefusal(): boolean {
    const isStray = this.#recent.refused() && !Number.isFinite(this.#rate.perSecond);
    if (isStray) this.#rate.strayed();
    return isStray;
  }

  /** Makes the whole host wait for `ms` milliseconds. Requests in flight that are refused too count as one push. */
  hold(ms: number, reason: string): void {
    const now = this.clock.now();
    if (now >= this.#heldUntil) this.#limit.pushedBack();
    if (now + ms <= this.#heldUntil) return;
    this.#heldUntil = now + ms;
    // Silence while it waits is no sign of health.
    if (this.#trouble) this.#trouble.last = this.#heldUntil;
    this.onWait(reason, this.#heldUntil);
  }

  /** The host refused a request that was sent at `sentAt`, for there were too many (429); `ms` is how long it is left alone. */
  refused(sentAt: number, ms: number): void {
    this.#rate.refused(sentAt, ms);
  }

  /** What requests to this host waited for. */
  waits(host: string): LimitWait[] {
    const { perSecond, waitedMs } = this.#rate;
    return [
      { limit: 'rps-per-host', of: host, perSecond, ms: waitedMs },
      { limit: 'refusal', of: host, ms: this.#refusalWaits.total },
    ];
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

  async #turn({ signal, group }: AdmitOptions): Promise<boolean> {
    signal?.throwIfAborted();
    const isHeld = (): boolean => this.clock.now() < this.#heldUntil;
    // What a refusal held up takes its turn anew: otherwise all of it would leave at once.
    do {
      if (!(await this.outwait(signal))) return false;
      await this.#rate.turn(signal);
      await group?.turn(signal, isHeld);
    } while (isHeld());
    return true;
  }
}
