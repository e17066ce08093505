import { rejectedReasons, verifiedReasons } from '@cip/audit';
import type { Answer, Backlog, GivenVerdict } from '@cip/watch';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { SinkState } from './alerts/guarded-sink.js';

/**
 * What messages are counted under. `LATER`: within its grace (`unexplained`), in the journal (`kept`), or the service
 * does not take events now (`not-ready`). `IGNORED`: nothing that is watched (`unwatched`), no change at all (`no-change`: pulls and blobs), or a probe.
 * `UNPROVEN`: the caller could not prove who it is. `REFUSED`: the request itself was no good.
 */
const outcomes = {
  VERIFIED: verifiedReasons,
  REJECTED: rejectedReasons,
  UNREACHABLE: ['unreachable'],
  LATER: ['unexplained', 'kept', 'not-ready'],
  IGNORED: ['unwatched', 'no-change', 'probe'],
  UNPROVEN: ['no-credentials', 'not-believed', 'somebody-else', 'not-checked'],
  REFUSED: ['too-slow'],
} as const;

export type Outcome = keyof typeof outcomes;
export type OutcomeReason<O extends Outcome = Outcome> = (typeof outcomes)[O][number];

export interface MetricsOptions {
  /** When reading the manifests in use began, in milliseconds since the epoch; undefined before the first time. */
  readonly manifestsReadAt: () => number | undefined;
  /** What is not settled; default nothing. */
  readonly backlog?: Pick<Backlog, 'oldest'>;
  /** Where alerts go; default nowhere. */
  readonly sinks?: () => readonly SinkState[];
  /** Milliseconds since the epoch; default the system's clock. */
  readonly clock?: () => number;
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
  readonly #lastEventOf = new Gauge({
    name: 'cip_auditor_registry_last_event_timestamp_seconds',
    help: 'When the last change in a watched registry was reported to this process; 0 before the first.',
    labelNames: ['registry'],
    registers: [this.#registry],
  });

  readonly #lastProbe = new Gauge({
    name: 'cip_auditor_last_probe_timestamp_seconds',
    help: 'When the last probe of a repository was reported to this process; 0 before the first.',
    labelNames: ['repository'],
    registers: [this.#registry],
  });

  constructor({ manifestsReadAt, process = true, ...options }: MetricsOptions) {
    // From the start on, so that an increase from nothing is seen as one.
    for (const [verdict, reasons] of Object.entries(outcomes)) {
      for (const reason of reasons) this.#events.inc({ verdict, reason }, 0);
    }
    this.#time('fetch', 'When reading the manifests in use began.', (gauge) => {
      gauge.set((manifestsReadAt() ?? 0) / 1000);
    });
    this.#addBacklog(options);
    this.#addSinks(options);
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
    if (answer.kind === 'probe') this.count('IGNORED', 'probe');
    else if (answer.kind === 'ignored') this.count('IGNORED', 'unwatched');
    else if (answer.kind === 'later' && isKept) this.count('LATER', 'kept');
    else if (answer.kind === 'later' && answer.until !== undefined) this.count('LATER', 'unexplained');
  }

  /** Milliseconds since the epoch. */
  eventAt(time: number): void {
    this.#lastEvent.set(time / 1000);
  }

  /** A change in a watched registry, a host; milliseconds since the epoch. */
  eventOf(registry: string, time: number): void {
    this.#lastEventOf.set({ registry }, time / 1000);
  }

  /** Shows a registry before anything was heard of it. */
  watches(registry: string): void {
    this.#lastEventOf.inc({ registry }, 0);
  }

  /** A probe arrived; milliseconds since the epoch. */
  probeOf(repository: string, time: number): void {
    this.#lastProbe.set({ repository }, time / 1000);
  }

  /** Shows repositories of probes before one was heard of. */
  awaits(repositories: readonly string[]): void {
    for (const repository of repositories) this.#lastProbe.inc({ repository }, 0);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** In the text format of Prometheus. */
  render(): Promise<string> {
    return this.#registry.metrics();
  }

  #addBacklog({ backlog, clock = Date.now }: Pick<MetricsOptions, 'backlog' | 'clock'>): void {
    const age = (waitsFor: 'verdict' | 'alert'): number => {
      const now = clock();
      return (now - (backlog?.oldest(waitsFor, now) ?? now)) / 1000;
    };
    this.#gauge(
      'oldest_unjudged_age_seconds',
      'Age of the oldest event without a verdict; 0: there is none.',
      () => age('verdict'),
    );
    this.#gauge(
      'oldest_unalerted_age_seconds',
      'Age of the oldest event whose alert is owed; 0: there is none.',
      () => age('alert'),
    );
  }

  #addSinks({ sinks = () => [] }: Pick<MetricsOptions, 'sinks'>): void {
    new Counter({
      name: 'cip_auditor_alerts_total',
      help: 'Alerts, by sink and whether it accepted or refused them, or was not tried while it was down.',
      labelNames: ['sink', 'outcome'],
      registers: [this.#registry],
      collect() {
        this.reset();
        for (const { name: sink, accepted, refused, untried } of sinks()) {
          for (const [outcome, count] of Object.entries({ accepted, refused, untried })) {
            this.inc({ sink, outcome }, count);
          }
        }
      },
    });
    new Gauge({
      name: 'cip_auditor_sink_up',
      help: 'Whether a sink takes alerts: 1 or 0.',
      labelNames: ['sink'],
      registers: [this.#registry],
      collect() {
        for (const { name: sink, downSince } of sinks()) this.set({ sink }, downSince === undefined ? 1 : 0);
      },
    });
  }

  #gauge(name: string, help: string, value: () => number): void {
    new Gauge({
      name: `cip_auditor_${name}`,
      help,
      registers: [this.#registry],
      collect() {
        this.set(value());
      },
    });
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
