import { LRUCache } from 'lru-cache';
import type { Answer, Received } from './auditor.js';
import type { Transaction } from './transaction.js';
import { isAbout, isAgain } from './transaction-of.js';

interface Memory {
  readonly transaction: Transaction;
  readonly settled: boolean;
  /** That it has had no verdict for too long was alerted. */
  readonly alerted: boolean;
}

interface UnderWay {
  readonly received: Received;
  readonly answer: Promise<Answer>;
}

/**
 * What became of messages, by their id: one that is delivered again is answered as before. Whoever sends another
 * change under a known id is not believed to send it again.
 */
export class Handled {
  readonly #memories: LRUCache<string, Memory>;
  readonly #underWay = new Map<string, UnderWay>();

  constructor(most: number) {
    this.#memories = new LRUCache({ max: most });
  }

  /** The answer of before, or the one that is under way, or that of `handle`. */
  once(received: Received, handle: () => Promise<Answer>): Promise<Answer> {
    const { id } = received;
    const memory = this.#memoryOf(received);
    if (memory?.settled) return Promise.resolve({ kind: 'settled', transaction: memory.transaction });
    const other = this.#underWay.get(id);
    if (other && isAgain(other.received, received)) return other.answer;
    const answer = handle();
    if (id === '' || other) return answer;
    this.#underWay.set(id, { received, answer });
    return answer.finally(() => this.#underWay.delete(id));
  }

  /** Keeps a verdict in mind. True when it is not the verdict that was given before. */
  isNews(received: Received, transaction: Transaction): boolean {
    if (this.knows(received, transaction)) return false;
    this.#remember(received, { transaction, settled: false, alerted: this.wasAlerted(received) });
    return true;
  }

  /** True when this verdict was given before. */
  knows(received: Received, { verdict, reason }: Transaction): boolean {
    const before = this.#memoryOf(received)?.transaction;
    return before?.verdict === verdict && before.reason === reason;
  }

  settle(received: Received, transaction: Transaction): void {
    this.#remember(received, { transaction, settled: true, alerted: false });
  }

  wasAlerted(received: Received): boolean {
    return this.#memoryOf(received)?.alerted ?? false;
  }

  alerted(received: Received, transaction: Transaction): void {
    this.#remember(received, { transaction, settled: false, alerted: true });
  }

  #memoryOf(received: Received): Memory | undefined {
    const memory = this.#memories.get(received.id);
    return memory && isAbout(memory.transaction, received) ? memory : undefined;
  }

  #remember({ id }: Received, memory: Memory): void {
    if (id !== '') this.#memories.set(id, memory);
  }
}
