import type { Clock } from './clock.js';
import { LearnedRate } from './learned-rate.js';

/** Hosts that share no quota outgrow this within three seconds; those that do are refused little before they know of it. */
const startRate = 160;
const firstHoldMs = 1000;
/** Quotas are by the minute: two hosts refuse within one for the same reason. */
const sameReasonMs = 60_000;

/**
 * Hosts that share a quota, as those of one Google project do: when a refusal names it, all of them wait, and then share a
 * rate below what the quota let through.
 */
export class QuotaGroup {
  readonly #rate: LearnedRate;
  readonly #silent = new Map<string, number>();
  #isKnown: boolean;

  /** `most` is in requests a second; so many `shards` begin together at the rate at which one process does. */
  constructor(
    most: number,
    private readonly clock: Clock,
    shards = 1,
  ) {
    const isSet = Number.isFinite(most);
    this.#isKnown = isSet;
    this.#rate = new LearnedRate({ most, start: isSet ? most : startRate / shards, firstHoldMs }, clock);
  }

  /** Requests a second that all hosts together are sent. */
  get rate(): number {
    return this.#rate.perSecond;
  }

  /** Milliseconds for which requests waited for the rate, or for the end of a refusal. */
  get waitedMs(): number {
    return this.#rate.waitedMs;
  }

  /** Waits for the turn of one request. It takes none when `isHeld` says then that its host is to be left alone. */
  turn(signal?: AbortSignal, isHeld?: () => boolean): Promise<void> {
    return this.#rate.turn(signal, isHeld);
  }

  /** One of the hosts took a request that was sent at `sentAt`. */
  answered(sentAt: number): void {
    this.#rate.answered(sentAt);
  }

  /** The quota refused a request that was sent at `sentAt`; `ms` is how long its host asked to be left alone. */
  refused(sentAt: number, ms: number): void {
    this.#isKnown = true;
    this.#rate.refused(sentAt, ms);
  }

  /**
   * A refusal without a text, as all are of a HEAD. It is taken for one of the quota when the group has a limit already,
   * or when another host gave one too. The answer is whether it was.
   */
  refusedSilently(host: string, sentAt: number, ms: number): boolean {
    const now = this.clock.now();
    this.#silent.set(host, now);
    const recent = [...this.#silent.values()].filter((at) => now - at < sameReasonMs);
    const isShared = this.#isKnown || recent.length > 1;
    if (isShared) this.refused(sentAt, ms);
    return isShared;
  }
}
