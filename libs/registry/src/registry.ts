import {
  type CallOptions,
  parseRepositoryName,
  type RepositoryName,
  type Source,
  type Target,
  type WriteOnceTarget,
} from '@cip/oci';
import { Authorizer } from './auth/authorizer.js';
import { readCatalog } from './catalog.js';
import { systemClock } from './clock.js';
import type { RepositoryContext } from './context.js';
import type { Hosts } from './hosts.js';
import type { RequestLedger } from './ledger.js';
import { defaultLimits } from './limits.js';
import { ManifestCache } from './manifest-cache.js';
import { openWire } from './open-wire.js';
import type { RegistryOptions } from './options.js';
import { newReferrersKnowledge } from './referrers-knowledge.js';
import { fullRepository, readOnlyRepository, writeOnceRepository } from './repository.js';
import { type Rights, Transport } from './transport.js';

/** All registries, with the right to read. Quotas, tokens, kept manifests and the ledger are shared by its repositories. */
export interface ReadOnlyRegistry {
  /** `host[:port]/path`; throws `InvalidReferenceError`. Sends nothing. */
  repository(name: string | RepositoryName): Source;
  /**
   * The repositories of a registry, `host[:port]`, without it (`_catalog`). Rejects with `RegistryError` when the registry
   * does not say, or not to us.
   */
  catalog(registry: string, options?: CallOptions): Promise<readonly string[]>;
  readonly ledger: RequestLedger;
  /** Closes all connections; what is under way fails. */
  close(): Promise<void>;
}

/** All registries, with the right to read and to add. */
export interface WriteOnceRegistry extends ReadOnlyRegistry {
  repository(name: string | RepositoryName): WriteOnceTarget;
}

/** All registries, with the right to do everything: for pruning backups and for disasters. */
export interface Registry extends WriteOnceRegistry {
  repository(name: string | RepositoryName): Target;
}

/**
 * Makes a client. The rights are those of every request that it sends: without `rights` nothing but GET and HEAD
 * reaches a registry, and with `rights: 'write-once'` no DELETE, whatever is called. Throws `TypeError` for bad options.
 */
export function createRegistry(options: RegistryOptions & { readonly rights: 'everything' }): Registry;
export function createRegistry(
  options: RegistryOptions & { readonly rights: 'write-once' },
): WriteOnceRegistry;
export function createRegistry(
  options?: RegistryOptions & { readonly rights?: 'read-only' },
): ReadOnlyRegistry;
export function createRegistry(
  options: RegistryOptions & { readonly rights?: Rights } = {},
): ReadOnlyRegistry | WriteOnceRegistry | Registry {
  const rights = options.rights ?? 'read-only';
  const { wire, hosts, secrets, ledger, close } = openWire(options);
  const anonymous = options.accessHelp?.anonymous ?? 'no credentials were given';
  const authorizer = new Authorizer(options.credentials, anonymous, secrets, hosts, wire);
  const contextOf = contexts(options, hosts, new Transport(rights, wire, authorizer));
  const referrers = newReferrersKnowledge();
  const shared = {
    catalog: (registry: string, call?: CallOptions) => readCatalog(contextOf(`${registry}/catalog`), call),
    ledger,
    close,
  };
  if (rights === 'everything') {
    return { repository: (name) => fullRepository(contextOf(name), referrers), ...shared };
  }
  if (rights === 'write-once') {
    return { repository: (name) => writeOnceRepository(contextOf(name), referrers), ...shared };
  }
  return { repository: (name) => readOnlyRepository(contextOf(name), referrers), ...shared };
}

function contexts(
  options: RegistryOptions,
  hosts: Hosts,
  transport: Transport,
): (name: string | RepositoryName) => RepositoryContext {
  const shared = {
    transport,
    cache: new ManifestCache(options.manifestCacheBytes ?? 32 * 1024 * 1024),
    limits: { ...defaultLimits, ...options.limits },
    clock: options.clock ?? systemClock,
  };
  return (given) => {
    const name = parseRepositoryName(
      typeof given === 'string' ? given : `${given.registry}/${given.repository}`,
    );
    return { ...shared, name, origin: hosts.origin(name.registry) };
  };
}
