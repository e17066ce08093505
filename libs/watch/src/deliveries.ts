import { MalformedEventError } from '@cip/audit';
import type { Logger } from '@cip/runtime';
import { type Alert, type Alerts, AlertsDownError } from './alert.js';
import type { Backlog } from './backlog.js';
import type { Answer, Received } from './auditor.js';
import type { Transaction } from './transaction.js';
import { rejectedAlert, unreachableAlert } from './alert-of.js';
import type { Handled } from './handled.js';
import type { Judgement } from './judge-change.js';
import { later } from './later.js';
import { logVerdict } from './log-verdict.js';
import { transactionOf } from './transaction-of.js';

/** A verdict, for counters. */
export interface GivenVerdict extends Pick<Transaction, 'verdict' | 'reason'> {
  /** From the arrival of the message to its verdict. */
  readonly seconds: number;
}

/** Who is told of a verdict. A message that comes again and gets the same verdict is not told again. */
export interface Observers {
  readonly onTransaction?: (transaction: Transaction) => void;
  readonly onVerdict?: (given: GivenVerdict) => void;
  /** Told of each probe, by its repository, when it comes; milliseconds since the epoch. */
  readonly onProbe?: (repository: string, arrival: number) => void;
  /** Told of each change in a watched repository when it comes, before it is judged. */
  readonly onEvent?: (repository: string, arrival: number) => void;
}

export interface DeliveryOptions extends Observers {
  readonly alerts: Alerts;
  readonly log: Logger;
  readonly backlog: Backlog;
  /** Milliseconds from publication. */
  readonly unreachableAfter: number;
  readonly clock: () => number;
  readonly signal?: AbortSignal;
}

/** When a message came, in milliseconds since the epoch, and who is told when only its alert is owed. */
export interface Arrived {
  readonly arrival: number;
  readonly onJudged?: () => void;
}

/** Sees to it that a verdict is logged, and then alerted where it must be, before anybody is answered. */
export class Deliveries {
  constructor(
    private readonly options: DeliveryOptions,
    private readonly handled: Handled,
  ) {}

  async deliver(received: Received, judgement: Judgement, { arrival, onJudged }: Arrived): Promise<Answer> {
    const now = this.options.clock();
    const transaction = transactionOf(received, judgement, now);
    // A rejection whose alert is owed may be judged hundreds of times before its sink is up.
    const isOwed = transaction.verdict === 'REJECTED' && this.handled.knows(received, transaction);
    if (!isOwed) logVerdict(this.options.log, transaction, received);
    if (this.handled.isNews(received, transaction)) this.#tell(transaction, (now - arrival) / 1000);
    onJudged?.();
    if (transaction.verdict === 'UNREACHABLE') return this.#wait(received, transaction, now);
    if (transaction.verdict === 'REJECTED') {
      this.options.backlog.judged(received);
      const accepted = await this.#raise(rejectedAlert(transaction, received), received.id);
      if (!accepted) return later('its alert was not accepted');
    }
    this.handled.settle(received, transaction);
    return { kind: 'settled', transaction };
  }

  #tell(transaction: Transaction, seconds: number): void {
    const { verdict, reason } = transaction;
    this.options.onTransaction?.(transaction);
    this.options.onVerdict?.({ verdict, reason, seconds });
  }

  async #wait(received: Received, transaction: Transaction, now: number): Promise<Answer> {
    const { event, id } = received;
    const since = event instanceof MalformedEventError ? now : event.publishedAt;
    if (now - since > this.options.unreachableAfter && !this.handled.wasAlerted(received)) {
      const accepted = await this.#raise(unreachableAlert(transaction, received), id);
      if (accepted) this.handled.alerted(received, transaction);
    }
    return later(transaction.explanation);
  }

  async #raise(alert: Alert, id: string): Promise<boolean> {
    const { alerts, log, signal } = this.options;
    try {
      await alerts.raise(alert, { ...(signal && { signal }) });
      return true;
    } catch (error) {
      signal?.throwIfAborted();
      // Said once already, when the sink failed: thousands may wait for it.
      const level = error instanceof AlertsDownError ? 'debug' : 'error';
      log[level]('an alert was not accepted; the message must come again', {
        id,
        alert: alert.message,
        error,
      });
      return false;
    }
  }
}
