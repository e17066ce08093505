import { DigestMismatchError } from '@cip/oci';
import { backOff } from './back-off.js';
import { RegistryError } from './errors.js';
import { shortReason } from './failures.js';
import type { HostHealth } from './host-health.js';
import type { HostQuota } from './host-quota.js';
import { sleep } from './sleep.js';

const mostCorrupt = 3;

/** What decides on the patience with one host. */
export interface PatienceHost {
  readonly quota: HostQuota;
  readonly health: HostHealth;
  /** Told before a wait of a request that has been failing for a while; it is given up at `until`. */
  readonly onWait: (reason: string, until: number) => void;
}

/** A shorter time, in milliseconds, behind or ahead, is not worth telling. */
const worthTelling = 1000;

/**
 * How long one request, with all its attempts, is worth waiting for. The deadline counts from its first sending, or
 * from the last progress; at a host that has been failing for longer than the deadline there is one attempt. A host that has never answered gets
 * less time.
 */
export class Patience {
  #attempts = 0;
  #since: number | undefined;
  #corrupt = 0;

  constructor(
    private readonly host: PatienceHost,
    private readonly deadline: number,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** Attempts that ended; 0 during the first. */
  get attempts(): number {
    return this.#attempts;
  }

  /** Says that the request is about to be sent. */
  sent(): void {
    this.#since ??= Date.now();
  }

  /** Says that part of the content has arrived for good: the deadline starts anew. */
  progressed(): void {
    this.#since = Date.now();
    this.#attempts = 0;
  }

  /** Says that bytes moved until now, though not for good: the deadline counts from here. */
  moved(): void {
    this.#since = Date.now();
  }

  /** A wait that a host asked for, cut to what is left of the deadline. */
  capped(ms: number): number {
    const left = this.#left();
    return Math.min(ms, left > 0 ? left : this.deadline);
  }

  /** How long the host is to be left alone when it does not say. */
  backOff(): number {
    return this.capped(backOff(this.#attempts + 1));
  }

  /** Resolves when it is time for another attempt; throws the error when there is to be none. */
  async after(error: unknown): Promise<void> {
    this.signal?.throwIfAborted();
    this.#attempts++;
    if (!this.#worthAnother(error)) throw this.#final(error);
    const left = this.#left();
    if (left <= 0) throw this.#final(error);
    this.#tell(error, left);
    await sleep(Math.min(backOff(this.#attempts), left), this.signal);
  }

  #tell(error: unknown, left: number): void {
    const now = Date.now();
    const isShort = now - (this.#since ?? now) < worthTelling || left < worthTelling;
    if (isShort || !(error instanceof RegistryError)) return;
    this.host.onWait(shortReason(error), now + left);
  }

  #worthAnother(error: unknown): boolean {
    if (error instanceof DigestMismatchError) return ++this.#corrupt < mostCorrupt;
    if (!(error instanceof RegistryError) || error.facts.isGivenUp === true) return false;
    return error.retryable && error.attempts === 0;
  }

  #final(error: unknown): unknown {
    return error instanceof RegistryError ? error.givenUp(this.#attempts) : error;
  }

  #left(): number {
    const now = Date.now();
    const since = Math.min(this.#since ?? now, this.host.quota.troubledSince(now) ?? now);
    return Math.min(since + this.deadline - now, this.host.health.left());
  }
}
