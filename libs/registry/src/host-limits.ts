/** How much one host may be asked. */
export interface HostLimits {
  /** Requests per second; 0 and Infinity: no limit. */
  readonly requestsPerSecond?: number;
  /** Parallel requests, and parallel downloads. */
  readonly concurrency?: number;
  /** The group whose limit it shares, whatever the path of a request; of Google's hosts the default is the project. */
  readonly group?: string;
}
