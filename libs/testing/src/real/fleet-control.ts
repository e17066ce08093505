/** Counters of one host of a fleet, or of all. Every request is of one kind; bytes are those of bodies. */
export interface FleetCounters {
  readonly requests: number;
  readonly methods: Readonly<Record<string, number>>;
  readonly kinds: Readonly<Record<string, number>>;
  readonly status: Readonly<Record<string, number>>;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly tooManyRequests: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly mountTried: number;
  readonly mountSucceeded: number;
  readonly tokensIssued: number;
  readonly deniedWrites: number;
  readonly connections: number;
  readonly maxConcurrent: number;
  readonly peakPerSecond: number;
  readonly windowSeconds: number;
}

/** Counters since the start or the last reset; `hosts` by `host:port`. */
export interface FleetStats {
  readonly hosts: Readonly<Record<string, FleetCounters>>;
  readonly total: FleetCounters;
}

/** What the fleet's flags set, changed while it runs; by default for all hosts. */
export type FleetSettings = Readonly<Record<string, string | number | boolean | readonly string[]>> & {
  readonly hosts?: readonly string[];
};

/** The control port of a running fleet. */
export class FleetControl {
  constructor(private readonly address: string) {}

  async stats(): Promise<FleetStats> {
    return JSON.parse(await this.#ask('GET', '/stats')) as FleetStats;
  }

  async resetStats(): Promise<void> {
    await this.#ask('POST', '/reset-stats');
  }

  /** What a host holds, as sorted lines `repository@digest,tag` or `repository@digest,-`. */
  async digestSet(host: string): Promise<string[]> {
    const text = await this.#ask('GET', `/digest-set?${new URLSearchParams({ host }).toString()}`);
    return text.split('\n').filter((line) => line !== '');
  }

  async config(settings: FleetSettings): Promise<void> {
    await this.#ask('POST', '/config', JSON.stringify(settings));
  }

  /** Refuses every write, by default on all hosts and in all repositories; `on: false` lifts it. */
  async denyWrites(
    where: { readonly host?: string; readonly repo?: string; readonly on?: boolean } = {},
  ): Promise<void> {
    const { on = true, ...rest } = where;
    const query = new URLSearchParams({ ...rest, on: `${on}` });
    await this.#ask('POST', `/deny-writes?${query.toString()}`);
  }

  async isHealthy(): Promise<boolean> {
    return (await this.#ask('GET', '/healthz')).trim() === 'ok';
  }

  async #ask(method: string, path: string, body?: string): Promise<string> {
    const answer = await fetch(`http://${this.address}${path}`, {
      method,
      ...(body !== undefined && { body }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`the fleet's control port answered ${answer.status} to ${path}: ${text}`);
    return text;
  }
}
