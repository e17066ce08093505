import { lookup as resolve } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { isPublicAddress } from './public-address.js';

/** Marks a connection that was not made, as the host is at no public address. */
export class NotPublicError extends Error {
  constructor() {
    super('not at a public address');
    this.name = 'NotPublicError';
  }
}

/**
 * Connects to public addresses only, but for some origins. What is checked is what a name resolves to for this very
 * connection: neither a name that resolves differently each time nor a redirect gets around it.
 */
export function publicConnector(
  options: buildConnector.BuildOptions,
  exceptions: readonly URL[],
): buildConnector.connector {
  const excepted = new Set(exceptions.map(placeOf));
  const connect = buildConnector(options);
  const connectPublicly = buildConnector({ ...options, lookup: publicLookup(resolve) });
  return (target, callback) => {
    if (excepted.has(placeOf(target))) connect(target, callback);
    // An address is not looked up.
    else if (isIP(target.hostname) === 0 || isPublicAddress(target.hostname))
      connectPublicly(target, callback);
    else {
      queueMicrotask(() => {
        callback(new NotPublicError(), null);
      });
    }
  };
}

/** Resolves names to their public addresses; fails with {@link NotPublicError} where there is none. */
export function publicLookup(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const all = typeof found === 'string' ? [] : found;
      const addresses = error ? [] : all.filter(({ address }) => isPublicAddress(address));
      const [first] = addresses;
      if (!first) callback(error ?? new NotPublicError(), '', 0);
      else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

/** Host and port, which a URL leaves out when it is that of the scheme. */
function placeOf({ protocol, hostname, port }: Pick<URL, 'protocol' | 'hostname' | 'port'>): string {
  const usual = protocol === 'http:' ? '80' : '443';
  return `${hostname.replace(/^\[(.*)\]$/, '$1')} ${port || usual}`;
}
