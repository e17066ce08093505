import type { WaitTimes } from './limit-wait.js';

/** What a request is for. `blob-get` counts every hop of a redirected download, at the host that it went to. */
export type RequestKind =
  | 'token'
  | 'ping'
  | 'tags'
  | 'catalog'
  | 'manifest-head'
  | 'manifest-get'
  | 'manifest-put'
  | 'manifest-delete'
  | 'blob-head'
  | 'blob-get'
  | 'upload-start'
  | 'mount'
  | 'upload-status'
  | 'upload-patch'
  | 'upload-put'
  | 'referrers'
  /** To a service that is no registry. */
  | 'service';

/** What was sent to one host. Retries are counted in `requests` too; bytes are those of bodies. */
export interface HostLedger {
  readonly host: string;
  readonly total: number;
  readonly requests: Readonly<Partial<Record<RequestKind, number>>>;
  readonly retries: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
}

interface Counts {
  readonly requests: Map<RequestKind, number>;
  retries: number;
  bytesIn: number;
  bytesOut: number;
}

/** Counts every request when it is sent, by host and kind. */
export class RequestLedger {
  readonly #hosts = new Map<string, Counts>();

  /** `nameOf` is how a host is called in what people see. */
  constructor(
    private readonly waits?: () => WaitTimes,
    private readonly nameOf: (host: string) => string = (host) => host,
  ) {}

  /** What requests waited for before they were sent. */
  waitTimes(): WaitTimes {
    const { elapsedMs, waits } = this.waits?.() ?? { elapsedMs: 0, waits: [] };
    return { elapsedMs, waits: waits.map((wait) => ({ ...wait, of: this.nameOf(wait.of) })) };
  }

  /** All requests to all hosts, tokens and retries included. */
  get total(): number {
    return this.hosts().reduce((sum, host) => sum + host.total, 0);
  }

  /** Requests of one kind to all hosts. */
  count(kind: RequestKind): number {
    return this.hosts().reduce((sum, host) => sum + (host.requests[kind] ?? 0), 0);
  }

  /** Plain data, sorted by host and kind. */
  hosts(): HostLedger[] {
    return [...this.#hosts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([host, { requests, ...rest }]) => ({
        host: this.nameOf(host),
        total: [...requests.values()].reduce((sum, count) => sum + count, 0),
        requests: Object.fromEntries([...requests].sort(([a], [b]) => (a < b ? -1 : 1))),
        ...rest,
      }));
  }

  sent(host: string, kind: RequestKind, retry: boolean): void {
    const counts = this.#of(host);
    counts.requests.set(kind, (counts.requests.get(kind) ?? 0) + 1);
    if (retry) counts.retries++;
  }

  /** Takes back what was counted for a request that was refused before there was a connection; it is not tried again. */
  withdrawn(host: string, kind: RequestKind): void {
    const { requests } = this.#of(host);
    const count = requests.get(kind) ?? 0;
    if (count > 1) requests.set(kind, count - 1);
    else requests.delete(kind);
    if (requests.size === 0) this.#hosts.delete(host);
  }

  received(host: string, bytes: number): void {
    this.#of(host).bytesIn += bytes;
  }

  gave(host: string, bytes: number): void {
    this.#of(host).bytesOut += bytes;
  }

  #of(host: string): Counts {
    const known = this.#hosts.get(host);
    if (known) return known;
    const counts = { requests: new Map<RequestKind, number>(), retries: 0, bytesIn: 0, bytesOut: 0 };
    this.#hosts.set(host, counts);
    return counts;
  }
}
