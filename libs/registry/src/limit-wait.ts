/** What requests waited for: a rate, of one host or of the hosts of a project, or the end of a refusal (429, 503). */
export type LimitKind = 'rps-per-host' | 'rps-per-group' | 'refusal';

/** The time that one limit took. */
export interface LimitWait {
  readonly limit: LimitKind;
  /** The host, or the quota group: on Google's registries, the project. */
  readonly of: string;
  /** Requests a second; for a refusal undefined. */
  readonly perSecond?: number;
  /** Milliseconds in which at least one request waited for it. */
  readonly ms: number;
}

/** All waits of a client, which may have been for several things at once. */
export interface WaitTimes {
  /** Milliseconds from the first request to the end. */
  readonly elapsedMs: number;
  readonly waits: readonly LimitWait[];
}
