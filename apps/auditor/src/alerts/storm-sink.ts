import type { Logger } from '@cip/runtime';
import type { Alert, AlertSink, SendOptions } from '@cip/watch';
import { StormSummary, summaryKeyOf } from './storm-summary.js';

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

/**
 * Nobody reads ten thousand alerts: the first hundred within an hour go out one by one, and the others together, by
 * registry and reason. Whoever sends one of those waits until a summary that counts it was accepted. Where the alert may
 * follow, it is enough that the last summary told of its registry and reason, and was accepted: with a sender that has
 * only so many messages open at a time there would be a summary for each handful.
 */
export class StormSink implements AlertSink {
  readonly name: string;
  /** When those were sent that went out one by one, oldest first. */
  readonly #singles: number[] = [];
  #summary: StormSummary | undefined;
  #sending: Promise<void> = Promise.resolve();
  /** What people were told of by summaries of this storm. */
  readonly #told = new Set<string>();
  /** Alerts whose senders do not wait, and that no accepted summary has counted. */
  #following = 0;
  #gathering: Promise<void> = Promise.resolve();
  #since: number | undefined;
  #isClosing = false;

  constructor(
    private readonly sink: AlertSink,
    private readonly options: StormOptions,
  ) {
    this.name = sink.name;
  }

  send(alert: Alert, count: number, call: SendOptions = {}): Promise<void> {
    const now = this.options.clock();
    if (!this.#isStorm(now)) return this.#single(alert, count, now, call);
    this.#summary ??= this.#gather(now, call);
    if (!call.mayFollow || !this.#told.has(summaryKeyOf(alert))) return this.#summary.add(alert, count);
    this.#following += count;
    this.#summary.follow(alert, count);
    return Promise.resolve();
  }

  /** What is gathered goes out now, and so does all that comes. */
  hurry(): void {
    this.#isClosing = true;
    this.#summary?.end();
  }

  /** Resolves when nothing is being gathered or sent. */
  async flush(): Promise<void> {
    while (this.#summary) {
      this.#summary.end();
      await this.#gathering;
    }
    await this.#sending;
  }

  close(): Promise<void> {
    if (this.#following > 0) {
      const fields = { sink: this.name, count: this.#following };
      this.options.log.error('alerts that a summary was to count were not reported', fields);
    }
    return this.sink.close();
  }

  async #single(alert: Alert, count: number, now: number, call: SendOptions): Promise<void> {
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
      this.#told.clear();
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

  #gather(now: number, { signal }: SendOptions): StormSummary {
    const { quiet, gatherFor, linkFrom, first } = this.options;
    const since = new Date(this.#since ?? now);
    const summary = new StormSummary({
      since,
      first,
      link: linkFrom(since),
      quiet: this.#isClosing ? 0 : quiet,
      gatherFor: this.#isClosing ? 0 : gatherFor,
    });
    this.#gathering = summary.gathered.then(() => this.#sendSummary(summary, { ...(signal && { signal }) }));
    return summary;
  }

  /** One after the other: what comes while a sink is slow goes out together. */
  async #sendSummary(summary: StormSummary, call: SendOptions): Promise<void> {
    await this.#sending;
    if (this.#summary === summary) this.#summary = undefined;
    this.#sending = this.sink.send(summary.alert(), summary.count, call).then(
      () => {
        this.#following -= summary.following;
        for (const key of summary.keys()) this.#told.add(key);
        summary.accepted();
      },
      (error: unknown) => {
        this.#refused(summary, call);
        summary.refused(error);
      },
    );
  }

  /** Those whose senders do not wait come from nobody again: they are in the next one. */
  #refused(summary: StormSummary, call: SendOptions): void {
    this.#told.clear();
    if (summary.following === 0 || this.#isClosing) return;
    this.#summary ??= this.#gather(this.options.clock(), call);
    this.#summary.followAll(summary);
  }
}
