import type { Answer, Auditor, HandleOptions, Received } from '../auditor.js';
import type { Journal, JournalEntry } from './journal.js';

export interface RetrierOptions {
  readonly auditor: Auditor;
  readonly journal: Journal;
  /** Milliseconds since the epoch; default the system's clock. */
  readonly clock?: () => number;
  /** Milliseconds until the first repetition, doubled each time; default 5 seconds. */
  readonly firstDelay?: number;
  /** Milliseconds; default 5 minutes. */
  readonly longestDelay?: number;
  /** Messages that are judged again at a time; default 16. */
  readonly atATime?: number;
}

/** Judges what nobody delivers a second time. Its `handle` is that of the auditor, and judges again what is due. */
export interface Retrier extends Auditor {
  /** Keeps a message that was answered `later`. Resolves when it is on the disk; rejects when it is not. */
  add(received: Received): Promise<void>;
  /** Judges again what is due by the clock. Resolves when that is done; never rejects. */
  wake(): Promise<void>;
  /** Messages that wait. */
  readonly waiting: number;
  /** Stops the timer, waits for what is under way, and closes the journal. */
  close(): Promise<void>;
}

/** Begins with what the journal holds. What is kept is judged again when its grace ends, and on the way there. */
export function createRetrier(options: RetrierOptions): Retrier {
  return new JournalRetrier(options);
}

interface Waiting {
  readonly entry: JournalEntry;
  readonly attempts: number;
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
}

// Node's timers hold no more than 2^31 - 1 ms; waking early does no harm.
const longestTimer = 60 * 60_000;

class JournalRetrier implements Retrier {
  readonly #waiting = new Map<number, Waiting>();
  readonly #byId = new Map<string, number>();
  readonly #clock: () => number;
  readonly #graceEnds = new WeakMap<Received, number>();
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #closed = false;
  /** No message is due before. */
  #nextDue = Number.POSITIVE_INFINITY;

  constructor(private readonly options: RetrierOptions) {
    this.#clock = options.clock ?? Date.now;
    for (const entry of options.journal.pending()) this.#keep({ entry, attempts: 0, dueAt: this.#clock() });
    this.#setTimer();
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  async handle(received: Received, options: HandleOptions = {}): Promise<Answer> {
    void this.wake();
    const answer = await this.options.auditor.handle(received, options);
    if (answer.kind === 'later' && answer.until !== undefined) this.#graceEnds.set(received, answer.until);
    return answer;
  }

  async add(received: Received): Promise<void> {
    if (this.#isKept(received)) return;
    const entry = await this.options.journal.add(received);
    this.#keep({ entry, attempts: 1, dueAt: this.#dueAt(1, this.#graceEnds.get(received)) });
    this.#setTimer();
  }

  wake(): Promise<void> {
    if (this.#closed || this.#clock() < this.#nextDue) return this.#round ?? Promise.resolve();
    this.#round ??= this.#judgeDue().finally(() => {
      this.#round = undefined;
      this.#nextDue = Number.POSITIVE_INFINITY;
      for (const { dueAt } of this.#waiting.values()) this.#nextDue = Math.min(this.#nextDue, dueAt);
      this.#setTimer();
    });
    return this.#round;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#round;
    await this.options.journal.close();
  }

  async #judgeDue(): Promise<void> {
    const now = this.#clock();
    const due = [...this.#waiting.values()].filter(({ dueAt }) => dueAt <= now).values();
    const worker = async (): Promise<void> => {
      for (const one of due) if (!this.#closed) await this.#judgeAgain(one);
    };
    await Promise.all(Array.from({ length: this.options.atATime ?? 16 }, worker));
  }

  async #judgeAgain({ entry, attempts }: Waiting): Promise<void> {
    const answer = await this.options.auditor.handle(entry.received);
    if (answer.kind === 'later') {
      this.#keep({ entry, attempts: attempts + 1, dueAt: this.#dueAt(attempts + 1, answer.until) });
    } else {
      this.#waiting.delete(entry.number);
      if (this.#byId.get(entry.received.id) === entry.number) this.#byId.delete(entry.received.id);
      await this.options.journal.settle(entry);
    }
  }

  #keep(waiting: Waiting): void {
    const { number, received } = waiting.entry;
    this.#waiting.set(number, waiting);
    this.#nextDue = Math.min(this.#nextDue, waiting.dueAt);
    if (received.id !== '') this.#byId.set(received.id, number);
  }

  /** Equal to the letter: whatever differs is kept besides, lest a change hide behind the id of another. */
  #isKept({ id, contents }: Received): boolean {
    const kept = this.#waiting.get(this.#byId.get(id) ?? Number.NaN);
    return kept?.entry.received.contents === contents;
  }

  #dueAt(attempts: number, until: number | undefined): number {
    const { firstDelay = 5_000, longestDelay = 5 * 60_000 } = this.options;
    const dueAt = this.#clock() + Math.min(longestDelay, firstDelay * 2 ** (attempts - 1));
    return until === undefined ? dueAt : Math.min(dueAt, until);
  }

  #setTimer(): void {
    clearTimeout(this.#timer);
    if (this.#closed || this.#waiting.size === 0) return;
    const delay = Math.min(longestTimer, Math.max(0, this.#nextDue - this.#clock()));
    this.#timer = setTimeout(() => void this.wake(), delay).unref();
  }
}
