import type { Logger } from '@cip/runtime';
import type { Alert, AlertSink } from '@cip/watch';
import { StormSummary } from './storm-summary.js';

export interface StormOptions {
  readonly log: Logger;
  /** Alerts within `within` that go out one by one. */
  readonly first: number;
  /** Milliseconds. */
  readonly within: number;
  /** A summary is sent when nothing has been added to it for so long, in milliseconds. */
  readonly quiet: number;
  /** Milliseconds that a summary gathers at most. */
  readonly gatherFor: number;
  /** Where all of it is found, from a time on; undefined: the log alone is named. */
  readonly linkFrom: (since: Date) => string | undefined;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

type Call = Parameters<AlertSink['send']>[2];

/**
 * Nobody reads ten thousand alerts: the first hundred within an hour go out one by one, and the others together, by
 * registry and reason. Whoever sends one of those waits until a summary that counts it was accepted.
 */
export class StormSink implements AlertSink {
  readonly name: string;
  /** When those were sent that went out one by one, oldest first. */
  readonly #singles: number[] = [];
  #summary: StormSummary | undefined;
  #sending: Promise<void> = Promise.resolve();
  #since: number | undefined;
  #isClosing = false;

  constructor(
    private readonly sink: AlertSink,
    private readonly options: StormOptions,
  ) {
    this.name = sink.name;
  }

  send(alert: Alert, count: number, call: Call = {}): Promise<void> {
    const now = this.options.clock();
    if (!this.#isStorm(now)) return this.#single(alert, count, now, call);
    this.#summary ??= this.#gather(now, call);
    return this.#summary.add(alert, count);
  }

  /** What is gathered goes out now, and so does all that comes. */
  hurry(): void {
    this.#isClosing = true;
    this.#summary?.end();
  }

  close(): Promise<void> {
    return this.sink.close();
  }

  async #single(alert: Alert, count: number, now: number, call: Call): Promise<void> {
    this.#singles.push(now);
    try {
      await this.sink.send(alert, count, call);
    } catch (error) {
      this.#singles.splice(this.#singles.indexOf(now), 1);
      throw error;
    }
  }

  /** A clock that was set back ends a storm: rather some alerts too many. */
  #isStorm(now: number): boolean {
    const { first, within, log } = this.options;
    while (this.#singles.some((time) => now - time >= within || time > now)) this.#singles.shift();
    if (this.#singles.length < first) {
      this.#since = undefined;
      return false;
    }
    if (this.#since === undefined) {
      this.#since = now;
      log.warn(`more than ${first} alerts within an hour: the others go out in summaries`, {
        sink: this.name,
      });
    }
    return true;
  }

  #gather(now: number, call: Call): StormSummary {
    const { quiet, gatherFor, linkFrom, first } = this.options;
    const since = new Date(this.#since ?? now);
    const summary = new StormSummary({
      since,
      first,
      link: linkFrom(since),
      quiet: this.#isClosing ? 0 : quiet,
      gatherFor: this.#isClosing ? 0 : gatherFor,
    });
    void summary.gathered.then(() => this.#sendSummary(summary, call));
    return summary;
  }

  /** One after the other: what comes while a sink is slow goes out together. */
  async #sendSummary(summary: StormSummary, call: Call): Promise<void> {
    await this.#sending;
    if (this.#summary === summary) this.#summary = undefined;
    this.#sending = this.sink.send(summary.alert(), summary.count, call).then(
      () => {
        summary.accepted();
      },
      (error: unknown) => {
        summary.refused(error);
      },
    );
  }
}
