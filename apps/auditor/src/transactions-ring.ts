import type { Transaction } from '@cip/watch';

export interface TransactionQuery {
  readonly verdict?: Transaction['verdict'];
  /** Found in any field, whatever the case of its letters. */
  readonly text?: string;
  /** Default 100. */
  readonly limit?: number;
}

/** The newest transactions of this process; the oldest make room. */
export class TransactionsRing {
  readonly #slots: Transaction[] = [];
  #added = 0;

  constructor(readonly capacity = 1000) {}

  /** How many were ever added: equal numbers mean equal contents. */
  get added(): number {
    return this.#added;
  }

  add(transaction: Transaction): void {
    this.#slots[this.#added % this.capacity] = transaction;
    this.#added += 1;
  }

  /** What matches a query, newest first. */
  find({ verdict, text = '', limit = 100 }: TransactionQuery = {}): readonly Transaction[] {
    const wanted = text.toLowerCase();
    const found: Transaction[] = [];
    for (const transaction of this.#newestFirst()) {
      if (found.length >= limit) break;
      if (verdict !== undefined && transaction.verdict !== verdict) continue;
      if (holds(transaction, wanted)) found.push(transaction);
    }
    return found;
  }

  *#newestFirst(): Iterable<Transaction> {
    const oldest = Math.max(0, this.#added - this.capacity);
    for (let number = this.#added - 1; number >= oldest; number -= 1) {
      const transaction = this.#slots[number % this.capacity];
      if (transaction) yield transaction;
    }
  }
}

function holds(transaction: Transaction, lowerCaseText: string): boolean {
  if (lowerCaseText === '') return true;
  const { repository = '', tag, digest } = transaction;
  const reference = `${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
  const texts: unknown[] = [...(Object.values(transaction) as unknown[]), reference];
  return texts.some((value) => typeof value === 'string' && value.toLowerCase().includes(lowerCaseText));
}
