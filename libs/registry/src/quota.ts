import { HostQuota, type QuotaOptions } from './host-quota.js';

/**
 * Requests to a host wait: `held`, because it asked to be left alone until then; `failing`, because it gives no sound
 * answer and is tried again until then. `until` is in milliseconds since the epoch.
 */
export interface WaitEvent {
  readonly kind: 'held' | 'failing';
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
    const quota = new HostQuota(this.options, (reason, until) =>
      this.onWait?.({ kind: 'held', host, reason, until }),
    );
    this.#hosts.set(host, quota);
    return quota;
  }
}
