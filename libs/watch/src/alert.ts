import type { Transaction } from './transaction.js';

/**
 * Something that a human must know. `rejected`: a change that nobody approved. `unreachable`: a change that could not be
 * judged for too long. `manifests`: a part of the manifests is invalid, and its last good state is used. `drift`: what
 * a sweep has found. `summary`: many of these, which are too many to be told one by one. `delayed`: a sink takes alerts
 * again, after it had refused them for some time.
 */
export interface Alert {
  readonly kind: 'rejected' | 'unreachable' | 'manifests' | 'drift' | 'summary' | 'delayed';
  /** A sentence; the same finding has the same one. */
  readonly message: string;
  /** Findings with equal keys are repeats of one another. */
  readonly key: string;
  /** What was received, as it came; for `rejected` and `unreachable`. */
  readonly contents?: string;
  readonly transaction?: Transaction;
  /** Of the manifests. */
  readonly revision: string;
  /** What many alerts were about; for `summary`. */
  readonly summary?: AlertSummary;
}

/** Alerts that are told together. */
export interface AlertSummary {
  /** The gravest reason first. */
  readonly rows: readonly SummaryRow[];
  /** Of the messages; the first thousand. */
  readonly ids: readonly string[];
  /** Where all of it is found. */
  readonly link?: string;
}

/** How many alerts there are about a registry for a reason. */
export interface SummaryRow {
  /** The host; empty for what is about none. */
  readonly registry: string;
  /** Of the verdict, or the kind of the alert. */
  readonly reason: string;
  readonly count: number;
}

/** Where alerts go. */
export interface AlertSink {
  /** For messages about the sink itself. */
  readonly name: string;
  /** `count` is how often the alert was found since it was last sent. Rejects when it was not accepted. */
  send(alert: Alert, count: number, options?: { readonly signal?: AbortSignal }): Promise<void>;
  close(): Promise<void>;
}

/** An alert was refused without a try: its sink was down a moment ago, which the log has said. */
export class AlertsDownError extends Error {
  readonly code = 'alerts-down';

  constructor(
    readonly sink: string,
    /** Milliseconds since the epoch. */
    since: number,
  ) {
    super(`${sink} has taken no alerts since ${new Date(since).toISOString()}`);
    this.name = 'AlertsDownError';
  }
}

/** What everything that finds something calls: groups repeats, and sends the rest to every sink. */
export interface Alerts {
  /** Resolves when the alert was accepted by every sink, or is a repeat of one that was. Rejects otherwise, with `AlertsDownError` without a try. */
  raise(alert: Alert, options?: { readonly signal?: AbortSignal }): Promise<void>;
  close(): Promise<void>;
}
