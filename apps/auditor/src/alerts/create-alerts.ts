import { untilAborted } from '@cip/oci';
import type { Logger } from '@cip/runtime';
import { type Alert, type Alerts, AlertsDownError, type AlertSink } from '@cip/watch';
import { AlertNotAcceptedError } from './alert-not-accepted-error.js';
import { GuardedSink, type SinkState } from './guarded-sink.js';
import { QueuedSink } from './queued-sink.js';
import { SinkGroups } from './sink-groups.js';
import { type StormOptions, StormSink } from './storm-sink.js';

export interface AlertsOptions {
  /** Where alerts go; without any, the log alone tells of them. */
  readonly sinks: readonly AlertSink[];
  readonly log: Logger;
  /** How long repeats of an accepted alert are only counted, in milliseconds; default one hour. */
  readonly groupFor?: number;
  /** How many findings each sink is remembered to have accepted; default 10,000. */
  readonly most?: number;
  /** How many go out one by one within an hour, before the others go out in summaries; default 100. */
  readonly first?: number;
  /** Where people find everything from a time on; default: they are told to look in the log. */
  readonly linkFrom?: (since: Date) => string | undefined;
  /** How long the last counts may take to be sent, in milliseconds; default 3 s. */
  readonly closeWithin?: number;
  /** Milliseconds since the epoch; default the system's clock. */
  readonly clock?: () => number;
}

/** Alerts, and what is known of where they go. */
export interface SinkAlerts extends Alerts {
  readonly sinks: () => readonly SinkState[];
  /** Has a listener called each time that a sink takes alerts again. */
  readonly onUp: (listener: () => void) => void;
}

const anHour = 3_600_000;
const quiet = 250;
const gatherFor = 5000;
const tryEvery = 5000;

/**
 * Sends what is found to every sink, at least once. Each sink has a memory of its own: where one refuses, the alert is
 * raised again by whoever found it, is a repeat for the others, and new for that one. Of a storm the first hundred go out
 * one by one, and the others in summaries. A sink that is down is asked by one message at a time, and by nobody else. `close` sends the counts of
 * repeats that no report has told of, and closes the sinks. The log entry of a finding is the finder's duty.
 */
export function createAlerts(options: AlertsOptions): SinkAlerts {
  const { sinks, log, groupFor = anHour, most = 10_000, clock = Date.now } = options;
  const listeners: (() => void)[] = [];
  const onUp = (): void => {
    for (const listener of listeners) listener();
  };
  const guarded = sinks.map((sink) => new GuardedSink(sink, { log, tryEvery, clock, onUp }));
  const storms = guarded.map((sink) => new StormSink(new QueuedSink(sink), stormOptions(options, clock)));
  const all = storms.map((sink) => new SinkGroups(sink, { groupFor, most, clock }));
  if (all.length === 0) log.warn('no sink for alerts is set: the log alone tells of them');
  let closed: Promise<void> | undefined;
  return {
    sinks: () => guarded.map(({ state }) => state),
    onUp: (listener) => {
      listeners.push(listener);
    },
    raise: async (alert, { signal } = {}) => {
      signal?.throwIfAborted();
      if (closed) throw new Error('no alert is taken any more: the service is closing');
      // What is being sent is shared with others, so that it goes on when one of them leaves.
      await untilAborted(raiseEverywhere(all, alert), signal, undefined);
      signal?.throwIfAborted();
    },
    close: () => {
      for (const storm of storms) storm.hurry();
      return (closed ??= closeAll(all, log, options.closeWithin ?? 3000));
    },
  };
}

function stormOptions(
  { log, first = 100, linkFrom = () => undefined }: AlertsOptions,
  clock: () => number,
): StormOptions {
  return { log, first, within: anHour, quiet, gatherFor, linkFrom, clock };
}

async function raiseEverywhere(all: readonly SinkGroups[], alert: Alert): Promise<void> {
  const outcomes = await Promise.allSettled(all.map((groups) => groups.raise(alert)));
  const refusals = outcomes.flatMap((outcome, i) =>
    outcome.status === 'rejected'
      ? [{ sink: all[i]?.sink.name ?? '', reason: outcome.reason as unknown }]
      : [],
  );
  const [first] = refusals;
  if (!first) return;
  const isKnown = refusals.every(({ reason }) => reason instanceof AlertsDownError);
  throw isKnown ? first.reason : new AlertNotAcceptedError(refusals);
}

async function closeAll(all: readonly SinkGroups[], log: Logger, within: number): Promise<void> {
  const deadline = AbortSignal.timeout(within);
  await Promise.all(all.map((groups) => untilAborted(groups.flush(deadline), deadline, undefined)));
  for (const { sink, pending } of all) {
    if (pending > 0) log.error('repeats of alerts were not reported', { sink: sink.name, count: pending });
  }
  await Promise.all(all.map(({ sink }) => sink.close()));
}
