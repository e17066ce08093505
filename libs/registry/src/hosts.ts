import { isIP } from 'node:net';
import { HostNames, withoutPort } from './host-names.js';
import { isPublicAddress } from './public-address.js';

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
   * Why a registry's token service is not asked, as half a sentence; undefined when it may be. Credentials go by https, or
   * by http to a host that speaks http when the registry does so itself. A registry on the internet leads to no address
   * inside the network unless a flag names it: what answers there could hold a token that would then go to the registry.
   */
  whyNotTokenService(realm: URL, registry: URL): string | undefined {
    const isPlain =
      realm.protocol === 'http:' && registry.protocol === 'http:' && this.speaksHttp(realm.host);
    if (realm.protocol !== 'https:' && !isPlain) return 'a token service without https';
    const isNamed = realm.host === registry.host || this.#isNamed(realm.host);
    if (isNamed || !isInternal(realm) || isInternal(registry)) return undefined;
    return 'a token service at an address that is not public';
  }

  speaksHttp(hostAndPort: string): boolean {
    if (this.#secure.has(hostAndPort)) return false;
    return this.#plain.has(hostAndPort) || isLoopback(withoutPort(hostAndPort.toLowerCase()));
  }

  #isNamed(hostAndPort: string): boolean {
    return this.#plain.has(hostAndPort) || this.#secure.has(hostAndPort);
  }
}

/** Whether the host of a URL is written as an address that is not public. Nothing is looked up for it. */
function isInternal({ hostname }: URL): boolean {
  const name = hostname.replace(/^\[|\]$|\.$/g, '');
  if (name === 'localhost' || name.endsWith('.localhost')) return true;
  return isIP(name) !== 0 && !isPublicAddress(name);
}

function isLoopback(name: string): boolean {
  return name === 'localhost' || name === '[::1]' || /^127(?:\.[0-9]{1,3}){3}$/.test(name);
}
