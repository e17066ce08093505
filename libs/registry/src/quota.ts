import { HostQuota, type QuotaOptions } from './host-quota.js';

/** A host asked to be left alone, and all requests to it wait. `until` is in milliseconds since the epoch. */
export interface WaitEvent {
  readonly host: string;
  readonly reason: string;
  readonly until: number;
}

/** The quotas of all hosts; each host has its own, so that none slows another. */
export class Quota {
  readonly #hosts = new Map<string, HostQuota>();

  constructor(
    private readonly options: QuotaOptions,
    private readonly onWait: ((event: WaitEvent) => void) | undefined,
  ) {}

  of(host: string): HostQuota {
    const known = this.#hosts.get(host);
    if (known) return known;
    const quota = new HostQuota(this.options, (reason, until) => this.onWait?.({ host, reason, until }));
    this.#hosts.set(host, quota);
    return quota;
  }
}
