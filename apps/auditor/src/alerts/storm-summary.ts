import { hostOf, printable } from '@cip/oci';
import { rejectedReasons } from '@cip/audit';
import type { Alert, SummaryRow } from '@cip/watch';

export interface SummaryOptions {
  /** When the storm began. */
  readonly since: Date;
  /** How many alerts went out one by one before it. */
  readonly first: number;
  readonly link: string | undefined;
  /** Milliseconds without another alert after which all is gathered. */
  readonly quiet: number;
  /** Milliseconds after which all is gathered in any case. */
  readonly gatherFor: number;
}

interface Row {
  readonly registry: string;
  readonly reason: string;
  count: number;
  /** Messages of the first ones. */
  readonly examples: string[];
}

const mostRows = 100;
const mostExamples = 3;
const mostIds = 1000;
const mostOfExample = 500;
const others = 'other registries';

/** Alerts that go out together. Its parts are counted; of what they say only a few examples are kept. */
export class StormSummary {
  readonly #rows = new Map<string, Row>();
  readonly #ids: string[] = [];
  readonly #outcome: Promise<void>;
  readonly #timers: readonly [quiet: NodeJS.Timeout, most: NodeJS.Timeout];
  #count = 0;
  #revision = '';
  #end: () => void = () => undefined;
  #accepted: () => void = () => undefined;
  #refused: (error: Error) => void = () => undefined;
  /** Resolves when it is to be sent. What is added until that is done goes with it. */
  readonly gathered: Promise<void>;

  constructor(private readonly options: SummaryOptions) {
    this.gathered = new Promise((resolve) => (this.#end = resolve));
    this.#outcome = new Promise((resolve, reject) => {
      this.#accepted = resolve;
      this.#refused = reject;
    });
    this.#outcome.catch(() => undefined);
    const end = (): void => {
      this.end();
    };
    this.#timers = [setTimeout(end, options.quiet), setTimeout(end, options.gatherFor)];
  }

  /** How many findings are in it, repeats included. */
  get count(): number {
    return this.#count;
  }

  /** Settles as the summary does. */
  add({ transaction, kind, message, revision }: Alert, count: number): Promise<void> {
    const registry = transaction?.repository === undefined ? '' : hostOf(transaction.repository);
    const row = this.#rowOf(registry, transaction?.reason ?? kind);
    row.count += count;
    if (row.examples.length < mostExamples) row.examples.push(printable(message.slice(0, mostOfExample)));
    if (transaction && transaction.id !== '' && this.#ids.length < mostIds) this.#ids.push(transaction.id);
    this.#count += count;
    this.#revision = revision;
    this.#timers[0].refresh();
    return this.#outcome;
  }

  end(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#end();
  }

  accepted(): void {
    this.#accepted();
  }

  refused(error: unknown): void {
    this.#refused(error instanceof Error ? error : new Error('it was refused'));
  }

  /**
   * The gravest reasons first. The same storm has the same key, so that people are told of it once, and again when there
   * is a reason in it that was not there before.
   */
  alert(): Alert {
    const { since, first, link } = this.options;
    const rows = [...this.#rows.values()].sort(
      (a, b) => gravity(a.reason) - gravity(b.reason) || b.count - a.count,
    );
    const reasons = [...new Set(rows.map(({ reason }) => reason))];
    const where = link ?? 'the log of the auditor';
    return {
      kind: 'summary',
      message: `${this.#count} more alerts since ${since.toISOString()}, after the first ${first}; all of them: ${where}`,
      key: `summary since ${since.toISOString()} of ${reasons.join()}`,
      contents: rows.map(lineOf).join('\n'),
      revision: this.#revision,
      summary: {
        rows: rows.map(({ registry, reason, count }): SummaryRow => ({ registry, reason, count })),
        ids: this.#ids,
        ...(link !== undefined && { link }),
      },
    };
  }

  #rowOf(registry: string, reason: string): Row {
    const key = `${registry}\n${reason}`;
    const known = this.#rows.get(key);
    if (known) return known;
    // Whoever can make up hosts must not fill the summary with them.
    if (this.#rows.size >= mostRows && registry !== others) return this.#rowOf(others, reason);
    const row: Row = { registry, reason, count: 0, examples: [] };
    this.#rows.set(key, row);
    return row;
  }
}

function gravity(reason: string): number {
  const place = (rejectedReasons as readonly string[]).indexOf(reason);
  return place === -1 ? rejectedReasons.length : place;
}

function lineOf({ registry, reason, count, examples }: Row): string {
  const where = registry === '' ? '' : ` in ${registry}`;
  return `${count} ${reason}${where}, such as: ${examples.join(' | ')}`;
}
