import { hostOf, printable } from '@cip/oci';
import { rejectedReasons } from '@cip/audit';
import type { Alert, SummaryRow } from '@cip/watch';

export interface SummaryOptions {
  /** When the storm began. */
  readonly since: Date;
  /** How many alerts went out one by one before it. */
  readonly first: number;
  readonly link: string | undefined;
  /** Milliseconds after which all is gathered, when no other alert came that somebody waits for. */
  readonly quiet: number;
  /** Milliseconds after which all is gathered in any case. */
  readonly gatherFor: number;
}

interface Row {
  readonly registry: string;
  readonly reason: string;
  count: number;
  /** How many of them nobody waits for. */
  following: number;
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
  readonly #followingIds: string[] = [];
  readonly #outcome: Promise<void>;
  readonly #longest: NodeJS.Timeout;
  #quiet: NodeJS.Timeout | undefined;
  #count = 0;
  #following = 0;
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
    this.#longest = setTimeout(() => {
      this.end();
    }, options.gatherFor);
  }

  /** How many findings are in it, repeats included. */
  get count(): number {
    return this.#count;
  }

  /** How many of them nobody waits for. */
  get following(): number {
    return this.#following;
  }

  /** What people are told of by it: a `summaryKeyOf` for each row. */
  keys(): Iterable<string> {
    return this.#rows.keys();
  }

  /** Settles as the summary does, which is sent soon. */
  add(alert: Alert, count: number): Promise<void> {
    this.#add(alert, count);
    this.#quiet ??= setTimeout(() => {
      this.end();
    }, this.options.quiet);
    this.#quiet.refresh();
    return this.#outcome;
  }

  /** For an alert that nobody waits for: it does not make the summary any earlier. */
  follow(alert: Alert, count: number): void {
    this.#add(alert, count).following += count;
    this.#following += count;
    const id = alert.transaction?.id ?? '';
    if (id !== '' && this.#followingIds.length < mostIds) this.#followingIds.push(id);
  }

  /** Those of another one that nobody waits for. */
  followAll(refused: StormSummary): void {
    for (const { registry, reason, following, examples } of refused.#rows.values()) {
      if (following === 0) continue;
      const row = this.#rowOf(registry, reason);
      row.count += following;
      row.following += following;
      row.examples.push(...examples.slice(row.examples.length));
    }
    this.#count += refused.#following;
    this.#following += refused.#following;
    this.#ids.push(...refused.#followingIds.slice(this.#ids.length));
    this.#followingIds.push(...refused.#followingIds.slice(this.#followingIds.length));
    if (this.#revision === '') this.#revision = refused.#revision;
  }

  end(): void {
    clearTimeout(this.#quiet);
    clearTimeout(this.#longest);
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

  #add(alert: Alert, count: number): Row {
    const { transaction, message, revision } = alert;
    const row = this.#rowOf(registryOf(alert), reasonOf(alert));
    row.count += count;
    if (row.examples.length < mostExamples) row.examples.push(printable(message.slice(0, mostOfExample)));
    if (transaction && transaction.id !== '' && this.#ids.length < mostIds) this.#ids.push(transaction.id);
    this.#count += count;
    this.#revision = revision;
    return row;
  }

  #rowOf(registry: string, reason: string): Row {
    const key = `${registry}\n${reason}`;
    const known = this.#rows.get(key);
    if (known) return known;
    // Whoever can make up hosts must not fill the summary with them.
    if (this.#rows.size >= mostRows && registry !== others) return this.#rowOf(others, reason);
    const row: Row = { registry, reason, count: 0, following: 0, examples: [] };
    this.#rows.set(key, row);
    return row;
  }
}

/** Registry and reason: what one summary says of an alert. */
export function summaryKeyOf(alert: Alert): string {
  return `${registryOf(alert)}\n${reasonOf(alert)}`;
}

function registryOf({ transaction }: Alert): string {
  return transaction?.repository === undefined ? '' : hostOf(transaction.repository);
}

function reasonOf({ transaction, kind }: Alert): string {
  return transaction?.reason ?? kind;
}

function gravity(reason: string): number {
  const place = (rejectedReasons as readonly string[]).indexOf(reason);
  return place === -1 ? rejectedReasons.length : place;
}

function lineOf({ registry, reason, count, examples }: Row): string {
  const where = registry === '' ? '' : ` in ${registry}`;
  return `${count} ${reason}${where}, such as: ${examples.join(' | ')}`;
}
