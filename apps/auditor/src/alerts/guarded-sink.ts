import { describeError } from '@cip/oci';
import type { Logger } from '@cip/runtime';
import { type Alert, type AlertSink, AlertsDownError } from '@cip/watch';
import { SinkUnavailableError } from './sink-unavailable-error.js';

/** What became of the alerts that a sink was given. A summary is one. */
export interface SinkState {
  readonly name: string;
  /** Since when it has taken none, in milliseconds since the epoch; absent: it takes them. */
  readonly downSince?: number;
  readonly accepted: number;
  readonly refused: number;
  /** Refused at once, because it was known to be down. */
  readonly untried: number;
}

export interface GuardOptions {
  readonly log: Logger;
  /** Milliseconds from one failed try to the next while the sink is down. */
  readonly tryEvery: number;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Called when the sink takes alerts again. */
  readonly onUp: () => void;
}

type Call = Parameters<AlertSink['send']>[2];

/**
 * A sink that is known to be down is not waited for: alerts are refused at once, and whoever raises them keeps them. One
 * message at a time, which nobody else has written, finds out whether it is up again.
 */
export class GuardedSink implements AlertSink {
  readonly name: string;
  readonly #closing = new AbortController();
  #accepted = 0;
  #refused = 0;
  #untried = 0;
  #downSince: number | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly sink: AlertSink,
    private readonly options: GuardOptions,
  ) {
    this.name = sink.name;
  }

  get state(): SinkState {
    return {
      name: this.name,
      ...(this.#downSince !== undefined && { downSince: this.#downSince }),
      accepted: this.#accepted,
      refused: this.#refused,
      untried: this.#untried,
    };
  }

  /** Rejects with `AlertsDownError` when the sink was not even asked. */
  async send(alert: Alert, count: number, call: Call = {}): Promise<void> {
    if (this.#downSince !== undefined) {
      this.#untried += 1;
      throw new AlertsDownError(this.name, this.#downSince);
    }
    const before = this.#accepted;
    try {
      await this.sink.send(alert, count, call);
      this.#accepted += 1;
    } catch (error) {
      this.#refused += 1;
      // Where others were accepted meanwhile, the sink is up, whatever it has against this one.
      const isDown = error instanceof SinkUnavailableError && this.#accepted === before;
      if (isDown && call.signal?.aborted !== true) this.#down(alert, error);
      throw error;
    }
  }

  close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#closing.abort(new Error('The sink was closed.'));
    return this.sink.close();
  }

  #down({ revision }: Alert, error: SinkUnavailableError): void {
    if (this.#downSince !== undefined || this.#closing.signal.aborted) return;
    const { clock, log } = this.options;
    this.#downSince = clock();
    log.error('a sink takes no alerts; they wait until it does', {
      sink: this.name,
      reason: describeError(error),
    });
    this.#tryLater(revision);
  }

  #tryLater(revision: string): void {
    this.#timer = setTimeout(() => void this.#try(revision), this.options.tryEvery).unref();
  }

  async #try(revision: string): Promise<void> {
    const since = this.#downSince ?? this.options.clock();
    try {
      await this.sink.send(delayedAlert(since, revision), 1, { signal: this.#closing.signal });
    } catch (error) {
      if (this.#closing.signal.aborted) return;
      // Whatever it has against this message, it answers.
      if (error instanceof SinkUnavailableError) {
        this.#tryLater(revision);
        return;
      }
    }
    this.#accepted += 1;
    this.#downSince = undefined;
    this.options.log.info('a sink takes alerts again', {
      sink: this.name,
      since: new Date(since).toISOString(),
    });
    this.options.onUp();
  }
}

function delayedAlert(since: number, revision: string): Alert {
  const message = `no alert was accepted since ${new Date(since).toISOString()}; those that are owed follow now`;
  return { kind: 'delayed', message, key: message, revision };
}
