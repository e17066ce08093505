import type { Transaction } from '@cip/watch';

export interface TransactionQuery {
  readonly verdict?: Transaction['verdict'];
  /** Found in any field, whatever the case of its letters. */
  readonly text?: string;
  /** Default 100. */
  readonly limit?: number;
}

interface Slot {
  /** Counts from 0, in the order of all that was ever added. */
  readonly number: number;
  readonly transaction: Transaction;
}

/**
 * The newest transactions of this process. Each verdict has its own room, in which the oldest make room: a promotion pushes
 * nothing out that was rejected.
 */
export class TransactionsRing {
  readonly #rings = new Map<Transaction['verdict'], Slot[]>();
  #added = 0;

  /** Of each verdict. */
  constructor(readonly capacity = 1000) {}

  /** How many were ever added: equal numbers mean equal contents. */
  get added(): number {
    return this.#added;
  }

  add(transaction: Transaction): void {
    const ring = this.#rings.get(transaction.verdict) ?? [];
    this.#rings.set(transaction.verdict, ring);
    ring.push({ number: this.#added, transaction });
    if (ring.length > this.capacity) ring.shift();
    this.#added += 1;
  }

  /** What matches a query, newest first. */
  find({ verdict, text = '', limit = 100 }: TransactionQuery = {}): readonly Transaction[] {
    const wanted = text.toLowerCase();
    const found: Transaction[] = [];
    for (const transaction of this.#newestFirst(verdict)) {
      if (found.length >= limit) break;
      if (holds(transaction, wanted)) found.push(transaction);
    }
    return found;
  }

  #newestFirst(verdict: Transaction['verdict'] | undefined): readonly Transaction[] {
    const slots = verdict === undefined ? [...this.#rings.values()].flat() : (this.#rings.get(verdict) ?? []);
    return slots.toSorted((a, b) => b.number - a.number).map(({ transaction }) => transaction);
  }
}

function holds(transaction: Transaction, lowerCaseText: string): boolean {
  if (lowerCaseText === '') return true;
  const { repository = '', tag, digest } = transaction;
  const reference = `${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
  const texts: unknown[] = [...(Object.values(transaction) as unknown[]), reference];
  return texts.some((value) => typeof value === 'string' && value.toLowerCase().includes(lowerCaseText));
}
