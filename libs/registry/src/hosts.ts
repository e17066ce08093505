import { HostNames, withoutPort } from './host-names.js';

/** Hosts that differ from the rule, as `HOST` or `HOST:PORT`. */
export interface HostSchemes {
  readonly plainHttp?: readonly string[];
  readonly https?: readonly string[];
}

/**
 * Which hosts speak http: loopback addresses, and those named as plain. A loopback address named as https speaks
 * https. The answer never changes during a run: https is not tried again in http.
 */
export class Hosts {
  readonly #plain: HostNames;
  readonly #secure: HostNames;

  constructor({ plainHttp = [], https = [] }: HostSchemes) {
    this.#plain = new HostNames(plainHttp);
    this.#secure = new HostNames(https);
  }

  /** The base URL of a registry. `docker.io` is a name only; its API answers elsewhere. */
  origin(registry: string): URL {
    const host = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
    return new URL(`${this.speaksHttp(host) ? 'http' : 'https'}://${host}`);
  }

  /**
   * Whether credentials may go to a URL that a registry named: https, or http to a host that speaks http when the
   * registry does so itself. One that is reached by https never leads to http, on this machine neither.
   */
  allows(url: URL, registry: URL): boolean {
    if (url.protocol === 'https:') return true;
    return url.protocol === 'http:' && registry.protocol === 'http:' && this.speaksHttp(url.host);
  }

  speaksHttp(hostAndPort: string): boolean {
    if (this.#secure.has(hostAndPort)) return false;
    return this.#plain.has(hostAndPort) || isLoopback(withoutPort(hostAndPort.toLowerCase()));
  }
}

function isLoopback(name: string): boolean {
  return name === 'localhost' || name === '[::1]' || /^127(?:\.[0-9]{1,3}){3}$/.test(name);
}
