import type { HealthOptions } from './host-health.js';
import { HostHealths } from './host-healths.js';

/** What clients know of hosts, for those that share it: a host that one has given up is given up for all. */
export class SharedHosts {
  #health: HostHealths | undefined;

  /** The same for every client; the time limits are those of the first. */
  healthFor(options: HealthOptions): HostHealths {
    return (this.#health ??= new HostHealths(options));
  }
}
