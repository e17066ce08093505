import { isGoogleHost } from './auth/google.js';
import { type Clock, systemClock } from './clock.js';
import { googleProject } from './google-project.js';
import type { HostLimits } from './host-limits.js';
import { HostNames } from './host-names.js';
import { HostQuota } from './host-quota.js';
import type { RequestKind } from './ledger.js';
import type { LimitWait, WaitTimes } from './limit-wait.js';
import { QuotaGroup } from './quota-group.js';

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

/** How much hosts may be asked. */
export interface QuotaSettings {
  /** To each host; undefined: 80 to Google's from all shards together, and as many as it takes to any other. */
  readonly requestsPerSecond?: number | undefined;
  /** Default: one second's. */
  readonly burst?: number | undefined;
  /** Processes that share the rates that nobody set; default 1. */
  readonly shards?: number | undefined;
  readonly concurrency: number;
  /** Milliseconds. */
  readonly retryDeadline: number;
  /** Hosts that have Google's quotas besides its own. */
  readonly googleHosts?: readonly string[];
  /** Requests a second to all hosts of a group together; those of Google are grouped by project. */
  readonly groups?: Readonly<Record<string, number>>;
  /** Limits of single hosts, by the hosts of their URLs. */
  readonly hosts?: ReadonlyMap<string, HostLimits>;
}

const googleRate = 80;

/** What is known of hosts and of groups of them; each host has its own limits, so that none slows another. */
export class Quota {
  readonly #googleHosts: HostNames;
  readonly #hosts = new Map<string, HostQuota>();
  readonly #groups = new Map<string, QuotaGroup>();
  #startedAt: number | undefined;
  readonly #listeners = new Set<(event: WaitEvent) => void>();

  constructor(
    private readonly settings: QuotaSettings,
    private readonly clock: Clock = systemClock,
  ) {
    this.#googleHosts = new HostNames(settings.googleHosts ?? []);
  }

  /** Has somebody told of waits, until what is answered is called. */
  listen(onWait: (event: WaitEvent) => void): () => void {
    const listener = (event: WaitEvent): void => {
      onWait(event);
    };
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** `host` is that of a URL, which has one spelling. */
  of(host: string): HostQuota {
    const known = this.#hosts.get(host);
    if (known) return known;
    const quota = this.#open(host);
    this.#startedAt ??= this.clock.now();
    this.#hosts.set(host, quota);
    return quota;
  }

  /** The hosts whose quota a request counts towards, besides that of its own. */
  groupOf(url: URL, kind: RequestKind): QuotaGroup | undefined {
    const name = this.#groupName(url, kind);
    if (name === undefined) return undefined;
    const known = this.#groups.get(name);
    if (known) return known;
    const group = new QuotaGroup(unlessZero(this.#rateOfGroup(name)), this.clock, this.settings.shards);
    this.#groups.set(name, group);
    return group;
  }

  /** What was waited for until now. */
  waits(): WaitTimes {
    const hosts = [...this.#hosts].flatMap(([host, quota]) => quota.waits(host));
    const groups = [...this.#groups].map(([name, { rate, waitedMs }]): LimitWait => {
      return { limit: 'rps-per-group', of: name, perSecond: rate, ms: waitedMs };
    });
    const now = this.clock.now();
    return {
      elapsedMs: now - (this.#startedAt ?? now),
      waits: [...hosts, ...groups].filter(({ ms, perSecond = 0 }) => ms > 0 && Number.isFinite(perSecond)),
    };
  }

  #open(host: string): HostQuota {
    const { burst, retryDeadline } = this.settings;
    const requestsPerSecond = this.#rateOf(host);
    const { concurrency = this.settings.concurrency } = this.#limitsOf(host);
    return new HostQuota(
      { requestsPerSecond, burst: burst ?? Math.max(1, requestsPerSecond), concurrency, retryDeadline },
      (reason, until) => {
        for (const listener of this.#listeners) listener({ kind: 'held', host, reason, until });
      },
      this.clock,
    );
  }

  #rateOf(host: string): number {
    const { requestsPerSecond = this.settings.requestsPerSecond } = this.#limitsOf(host);
    const { shards = 1 } = this.settings;
    return unlessZero(requestsPerSecond ?? (this.#isGoogle(host) ? googleRate / shards : 0));
  }

  #groupName(url: URL, kind: RequestKind): string | undefined {
    const { group } = this.#limitsOf(url.host);
    return group ?? (this.#isGoogle(url.host) ? googleProject(url, kind) : undefined);
  }

  #rateOfGroup(name: string): number {
    const { groups = {} } = this.settings;
    return Object.hasOwn(groups, name) ? (groups[name] ?? 0) : 0;
  }

  #limitsOf(host: string): HostLimits {
    return this.settings.hosts?.get(host) ?? {};
  }

  #isGoogle(host: string): boolean {
    return isGoogleHost(host) || this.#googleHosts.has(host);
  }
}

function unlessZero(rate: number): number {
  return rate === 0 ? Number.POSITIVE_INFINITY : rate;
}
