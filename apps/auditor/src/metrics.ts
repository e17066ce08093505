import { rejectedReasons, verifiedReasons } from '@cip/audit';
import type { Answer, GivenVerdict } from '@cip/watch';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/**
 * What messages are counted under. `LATER`: within its grace (`unexplained`), in the journal (`kept`), or the service
 * does not take events now (`not-ready`). `IGNORED`: nothing that is watched (`unwatched`), or no change at all (`no-change`: pulls and blobs).
 * `UNPROVEN`: the caller could not prove who it is. `REFUSED`: the request itself was no good.
 */
const outcomes = {
  VERIFIED: verifiedReasons,
  REJECTED: rejectedReasons,
  UNREACHABLE: ['unreachable'],
  LATER: ['unexplained', 'kept', 'not-ready'],
  IGNORED: ['unwatched', 'no-change'],
  UNPROVEN: ['no-credentials', 'not-believed', 'somebody-else', 'not-checked'],
  REFUSED: ['too-slow'],
} as const;

export type Outcome = keyof typeof outcomes;
export type OutcomeReason<O extends Outcome = Outcome> = (typeof outcomes)[O][number];

export interface MetricsOptions {
  /** When reading the manifests in use began, in milliseconds since the epoch; undefined before the first time. */
  readonly manifestsReadAt: () => number | undefined;
  /** Default true; measurements of the process itself. */
  readonly process?: boolean;
}

/** What the auditor counts about itself, for Prometheus. */
export class AuditorMetrics {
  readonly #registry = new Registry();
  readonly #events = new Counter({
    name: 'cip_auditor_events_total',
    help: 'Messages, by verdict and reason.',
    labelNames: ['verdict', 'reason'],
    registers: [this.#registry],
  });
  readonly #seconds = new Histogram({
    name: 'cip_auditor_verdict_seconds',
    help: 'From the arrival of an event to its verdict.',
    buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 1, 2.5, 5, 10, 30],
    registers: [this.#registry],
  });
  readonly #lastEvent = this.#time('event', 'When the last message of a proven caller arrived.');
  readonly #lastSweep = this.#time(
    'sweep',
    'When the last sweep in this process ended; 0 in one that only serves.',
  );

  constructor({ manifestsReadAt, process = true }: MetricsOptions) {
    // From the start on, so that an increase from nothing is seen as one.
    for (const [verdict, reasons] of Object.entries(outcomes)) {
      for (const reason of reasons) this.#events.inc({ verdict, reason }, 0);
    }
    this.#time('fetch', 'When reading the manifests in use began.', (gauge) => {
      gauge.set((manifestsReadAt() ?? 0) / 1000);
    });
    if (process) collectDefaultMetrics({ register: this.#registry });
  }

  count<O extends Outcome>(verdict: O, reason: OutcomeReason<O>): void {
    this.#events.inc({ verdict, reason });
  }

  verdict({ verdict, reason, seconds }: GivenVerdict): void {
    this.#events.inc({ verdict, reason });
    this.#seconds.observe(seconds);
  }

  /** What became of a message, as far as no verdict tells. `isKept`: it waits in the journal. */
  answer(answer: Answer, isKept = false): void {
    if (answer.kind === 'ignored') this.count('IGNORED', 'unwatched');
    else if (answer.kind === 'later' && isKept) this.count('LATER', 'kept');
    else if (answer.kind === 'later' && answer.until !== undefined) this.count('LATER', 'unexplained');
  }

  /** Milliseconds since the epoch. */
  eventAt(time: number): void {
    this.#lastEvent.set(time / 1000);
  }

  /** Milliseconds since the epoch. */
  sweepAt(time: number): void {
    this.#lastSweep.set(time / 1000);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** In the text format of Prometheus. */
  render(): Promise<string> {
    return this.#registry.metrics();
  }

  #time(what: string, help: string, collect?: (gauge: Gauge) => void): Gauge {
    return new Gauge({
      name: `cip_auditor_last_${what}_timestamp_seconds`,
      help,
      registers: [this.#registry],
      ...(collect && {
        collect() {
          collect(this);
        },
      }),
    });
  }
}
