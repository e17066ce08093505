import { HostHealth, type HealthOptions } from './host-health.js';

/** The health of all hosts. */
export class HostHealths {
  readonly #hosts = new Map<string, HostHealth>();

  constructor(private readonly options: HealthOptions) {}

  of(host: string): HostHealth {
    const known = this.#hosts.get(host);
    if (known) return known;
    const health = new HostHealth(this.options);
    this.#hosts.set(host, health);
    return health;
  }
}
