import { isUnknownHost, SilentHostError } from './failures.js';
import { SilenceWatch } from './silence-watch.js';

/** In milliseconds: how long a host that was given up is left alone before one question is sent on trial. Doubled each time. */
const firstPause = 15_000;
const longestPause = 60_000;
/** A host that nobody has asked for so long, in milliseconds, is tried like a new one. */
const forgottenAfter = 2 * longestPause;

export interface HealthOptions {
  /** How long a host may fail or be silent before its first answer, in milliseconds. */
  readonly firstAnswerWithin: number;
  /** How long a host that has answered may fail, in milliseconds. */
  readonly retryDeadline: number;
}

/** A request on its way, for what the host's health means for it. */
export interface Asker {
  /** The host is given up before it has answered. */
  giveUp(cause: unknown): void;
  /** The host has never answered, and has been silent for half of the time that it is given; it ends at `until`. */
  onSilence(until: number): void;
}

/** One request on its way, to be told what became of it. Only the first of `sound`, `failed` and `withdrawn` counts. */
export interface Question {
  /** An answer has begun. */
  answered(): void;
  /** An answer is complete, or begins well and is long. */
  sound(): void;
  /** There was no answer, or it broke off. */
  failed(cause: unknown): void;
  /** It was ended from our own side, which says nothing of the host. */
  withdrawn(): void;
}

interface Sent {
  readonly at: number;
  readonly asker: Asker;
}

interface Trouble {
  /** When the first request that failed was sent; at a host that has answered, when it failed. */
  readonly since: number;
  readonly last: number;
  readonly cause: unknown;
}

interface GivenUp {
  readonly cause: unknown;
  readonly pause: number;
  readonly since: number;
  probe: Sent | undefined;
}

/**
 * Whether a host answers at all (a circuit breaker). One that has never answered is given up after a short time of
 * failures or silence, at once when its name does not resolve; one that has answered, when it has failed for the retry
 * deadline. Questions to a host that is given up fail at once with the first failure; now and then one is sent on trial.
 */
export class HostHealth {
  #hasAnswered = false;
  #trouble: Trouble | undefined;
  #givenUp: GivenUp | undefined;
  readonly #waiting = new Set<Sent>();
  readonly #silence = new SilenceWatch();

  constructor(private readonly options: HealthOptions) {}

  /** Why nothing is to be sent; undefined: send. */
  refusal(): { readonly cause: unknown } | undefined {
    if (!this.#givenUp) return undefined;
    const { cause, since, pause, probe } = this.#givenUp;
    const quiet = Date.now() - since;
    if (!probe && quiet > forgottenAfter) this.#reset();
    return !probe && quiet > pause ? undefined : { cause };
  }

  get isGivenUp(): boolean {
    return this.#givenUp !== undefined;
  }

  /** How long the host is still worth trying, in milliseconds; Infinity when it has answered and is not given up. */
  left(): number {
    if (this.#givenUp) return 0;
    if (this.#hasAnswered) return Infinity;
    const now = Date.now();
    return (this.#since() ?? now) + this.options.firstAnswerWithin - now;
  }

  /** Says that a request is sent. */
  ask(asker: Asker): Question {
    const sent = { at: Date.now(), asker };
    if (this.#givenUp) this.#givenUp.probe ??= sent;
    this.#waiting.add(sent);
    this.#watch();
    let isOver = false;
    const once = (act: () => void) => (): void => {
      if (isOver) return;
      isOver = true;
      this.#waiting.delete(sent);
      act();
    };
    return {
      answered: () => {
        this.#waiting.delete(sent);
        this.#hasAnswered = true;
        this.#silence.stop();
      },
      sound: once(() => {
        this.#hasAnswered = true;
        this.#reset();
      }),
      failed: (cause) => {
        once(() => {
          this.#failed(sent, cause);
        })();
      },
      withdrawn: once(() => {
        if (this.#givenUp?.probe === sent) this.#givenUp.probe = undefined;
        if (this.#waiting.size === 0) this.#silence.stop();
      }),
    };
  }

  #failed(sent: Sent, cause: unknown): void {
    const now = Date.now();
    if (this.#givenUp) {
      if (this.#givenUp.probe === sent) this.#leaveAlone(this.#givenUp.cause, 2 * this.#givenUp.pause);
      return;
    }
    const known = this.#knownTrouble(now);
    // A transfer may have gone well for hours before it broke.
    const begun = this.#hasAnswered ? now : sent.at;
    this.#trouble = { since: known?.since ?? begun, last: now, cause: known?.cause ?? cause };
    const isHopeless = !this.#hasAnswered && isUnknownHost(cause);
    if (isHopeless || now - this.#trouble.since >= this.#limit) this.#giveUp(this.#trouble.cause);
  }

  #giveUp(cause: unknown): void {
    this.#leaveAlone(cause, firstPause);
    // What is under way at a host that has answered may still be answered.
    if (!this.#hasAnswered) this.#dropWaiting(cause);
  }

  #leaveAlone(cause: unknown, pause: number): void {
    this.#silence.stop();
    const since = Date.now();
    this.#givenUp = { cause, pause: Math.min(pause, longestPause), since, probe: undefined };
  }

  #dropWaiting(cause: unknown): void {
    for (const { asker } of [...this.#waiting]) asker.giveUp(cause);
  }

  #reset(): void {
    this.#trouble = undefined;
    this.#givenUp = undefined;
    this.#silence.stop();
  }

  get #limit(): number {
    const { firstAnswerWithin, retryDeadline } = this.options;
    return this.#hasAnswered ? Math.max(firstAnswerWithin, retryDeadline) : firstAnswerWithin;
  }

  #knownTrouble(now: number): Trouble | undefined {
    return this.#trouble && now - this.#trouble.last <= this.#limit ? this.#trouble : undefined;
  }

  /** When the oldest request was sent that has failed or waits. */
  #since(): number | undefined {
    const [oldest] = this.#waiting;
    return this.#knownTrouble(Date.now())?.since ?? oldest?.at;
  }

  /** Watches a host that has never answered. */
  #watch(): void {
    if (this.#hasAnswered || this.#silence.isRunning) return;
    const left = this.left();
    const within = left > 0 ? left : this.options.firstAnswerWithin;
    const until = Date.now() + within;
    this.#silence.start(within, {
      onHalf: () => {
        const [oldest] = this.#waiting;
        if (!this.#trouble && !this.#givenUp) oldest?.asker.onSilence(until);
      },
      onEnd: () => {
        if (this.#waiting.size > 0) this.#wasSilent();
      },
    });
  }

  #wasSilent(): void {
    if (this.#givenUp) this.#dropWaiting(this.#givenUp.cause);
    else this.#giveUp(this.#trouble?.cause ?? new SilentHostError(this.options.firstAnswerWithin));
  }
}
