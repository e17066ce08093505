import { MalformedEventError } from '@cip/audit';
import { hostOf } from '@cip/oci';
import type { Answer, Auditor, HandleOptions, Received } from './auditor.js';
import type { Backlog } from './backlog.js';
import type { Journal } from './journal.js';
import type { JournalEntry } from './journal-entry.js';
import { Lanes } from './lanes.js';

export interface RetrierOptions {
  readonly auditor: Auditor;
  readonly journal: Journal;
  /** Milliseconds since the epoch; default the system's clock. */
  readonly clock?: () => number;
  /** Milliseconds until the first repetition, doubled each time; default 5 seconds. */
  readonly firstDelay?: number;
  /** Milliseconds; default 5 minutes. */
  readonly longestDelay?: number;
  /** Messages about one registry that are judged at a time; default 16. */
  readonly atATime?: number;
  /** Told what waits; that of the auditor. Default nobody. */
  readonly backlog?: Backlog;
  /** Told what became of a message that was kept, each time that it was judged. */
  readonly onAnswer?: (answer: Answer) => void;
}

/**
 * Judges what nobody delivers a second time: what is added is on the disk first, and judged then. Its `handle` is that
 * of the auditor, and judges again what is due.
 */
export interface Retrier extends Auditor {
  /** Resolves when the message is on the disk, before it is judged; rejects when it is not. */
  add(received: Received): Promise<void>;
  /** Judges again what is due by the clock. Resolves when that is done; never rejects. */
  wake(): Promise<void>;
  /** Has what waits judged again now, because alerts are accepted again. */
  hurry(): void;
  /** Messages that wait. */
  readonly waiting: number;
  /** Stops the timer, waits for what is under way, and closes the journal. */
  close(): Promise<void>;
}

/** Begins with what the journal holds. What waits is judged again when its grace ends, and on the way there. */
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
// Each holds some memory: when there are more, their lanes wait for them after all.
const mostOwing = 2_000;
// Each look goes through all that waits.
const betweenLooks = 100;

class JournalRetrier implements Retrier {
  readonly #waiting = new Map<number, Waiting>();
  readonly #byId = new Map<string, number>();
  readonly #clock: () => number;
  // A registry that does not answer holds up what waits for it, and nothing else.
  readonly #lanes: Lanes<Waiting>;
  /** What is judged, and waits for its alert to be accepted: nothing else waits for that. */
  readonly #owing = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  /** Nobody looks for what is due before. */
  #nextDue = Number.POSITIVE_INFINITY;

  constructor(private readonly options: RetrierOptions) {
    this.#clock = options.clock ?? Date.now;
    this.#lanes = new Lanes((waiting) => this.#judge(waiting), options.atATime ?? 16);
    for (const entry of options.journal.pending()) {
      options.backlog?.received(entry.received, this.#clock(), true);
      this.#keep({ entry, attempts: 0, dueAt: this.#clock() });
    }
    this.#setTimer();
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  async handle(received: Received, options: HandleOptions = {}): Promise<Answer> {
    this.#look();
    return this.options.auditor.handle(received, options);
  }

  async add(received: Received): Promise<void> {
    this.#look();
    if (this.#isKept(received)) return;
    const entry = await this.options.journal.add(received);
    this.options.backlog?.received(received, this.#clock(), true);
    this.#start({ entry, attempts: 0, dueAt: this.#clock() });
  }

  async wake(): Promise<void> {
    this.#look();
    await this.#idle();
  }

  hurry(): void {
    const now = this.#clock();
    for (const waiting of this.#waiting.values()) {
      if (Number.isFinite(waiting.dueAt)) this.#keep({ ...waiting, dueAt: now });
    }
    this.#nextDue = now;
    this.#look();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#idle();
    await this.options.journal.close();
  }

  /** Nobody waits for what it starts: each who did would look at everything that owes an alert. */
  #look(): void {
    if (!this.#closed && this.#clock() >= this.#nextDue) this.#startDue();
  }

  async #idle(): Promise<void> {
    await this.#lanes.idle();
    await Promise.all(this.#owing);
  }

  #startDue(): void {
    const now = this.#clock();
    let next = Number.POSITIVE_INFINITY;
    for (const waiting of this.#waiting.values()) {
      if (waiting.dueAt > now) {
        next = Math.min(next, waiting.dueAt);
        continue;
      }
      this.#start(waiting);
    }
    this.#nextDue = Math.max(next, now + betweenLooks);
    this.#setTimer();
  }

  /** The first state of a tag may be the only one that is approved: changes of one are judged in their order. */
  #start(waiting: Waiting): void {
    const { event } = waiting.entry.received;
    this.#keep({ ...waiting, dueAt: Number.POSITIVE_INFINITY });
    if (event instanceof MalformedEventError) {
      this.#lanes.add('', undefined, waiting);
      return;
    }
    const key = event.tag === undefined ? undefined : `${event.repository}:${event.tag}`;
    this.#lanes.add(hostOf(event.repository), key, waiting);
  }

  /** Resolves when the verdict is there. Its alert may go out with many others, for which its lane does not wait. */
  async #judge(waiting: Waiting): Promise<void> {
    if (this.#closed) return;
    await new Promise<void>((resolve) => {
      const onJudged = (): void => {
        if (this.#owing.size <= mostOwing) resolve();
      };
      const answer = this.options.auditor.handle(waiting.entry.received, { onJudged });
      const settled = answer.then((given) => {
        this.#settle(waiting, given);
        this.#owing.delete(settled);
        resolve();
      });
      this.#owing.add(settled);
    });
  }

  #settle({ entry, attempts }: Waiting, answer: Answer): void {
    this.options.onAnswer?.(answer);
    if (answer.kind === 'later') {
      this.#keep({ entry, attempts: attempts + 1, dueAt: this.#dueAt(attempts + 1, answer.until) });
      this.#setTimer();
      return;
    }
    this.options.backlog?.settled(entry.received);
    this.#waiting.delete(entry.number);
    if (this.#byId.get(entry.received.id) === entry.number) this.#byId.delete(entry.received.id);
    // Nobody waits for the disk: what is not marked as settled when the process ends is judged once more.
    void this.options.journal.settle(entry);
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
    // A timer may go off a millisecond before the clock on the wall gets there: nobody would wake what waits any more.
    const onTime = (): void => {
      if (this.#clock() < this.#nextDue) this.#setTimer();
      else this.#look();
    };
    this.#timer = setTimeout(onTime, delay).unref();
  }
}
