import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import {
  type CallOptions,
  parseRepositoryName,
  type RepositoryName,
  type Source,
  type Target,
  type WriteOnceTarget,
} from '@cip/oci';
import { Agent } from 'undici';
import { Authorizer } from './auth/authorizer.js';
import { usualAccessRemedy } from './auth/access.js';
import { Secrets } from './auth/secrets.js';
import { readCatalog } from './catalog.js';
import { systemClock } from './clock.js';
import type { RepositoryContext } from './context.js';
import type { WireOptions } from './hop.js';
import type { HostLimits } from './host-limits.js';
import { Hosts } from './hosts.js';
import { RequestLedger } from './ledger.js';
import { defaultLimits } from './limits.js';
import { ManifestCache } from './manifest-cache.js';
import { publicConnector } from './public-connector.js';
import { checkNumbers, type RegistryOptions } from './options.js';
import { processQuotas, type QuotaShare } from './shared-quotas.js';
import { newReferrersKnowledge } from './referrers-knowledge.js';
import { fullRepository, readOnlyRepository, writeOnceRepository } from './repository.js';
import { SharedHosts } from './shared-hosts.js';
import { ShownHosts } from './shown-hosts.js';
import { type Rights, Transport } from './transport.js';
import { Wire } from './wire.js';

const connectTimeout = 10_000;

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
  checkNumbers(options);
  const rights = options.rights ?? 'read-only';
  const hosts = new Hosts(options);
  const agent = agentFor(options, hosts);
  const secrets = new Secrets();
  const shownHosts = new ShownHosts(secrets);
  const onWait = tellingOf(options, shownHosts);
  const { quota, release } = shareQuota(options, hosts, onWait);
  const ledger = new RequestLedger(
    () => quota.waits(),
    (host) => shownHosts.of(host),
  );
  const wire = wireFor(options, { agent, ledger, quota, secrets, shownHosts, onWait });
  const anonymous = options.accessHelp?.anonymous ?? 'no credentials were given';
  const authorizer = new Authorizer(options.credentials, anonymous, secrets, hosts, wire);
  const contextOf = contexts(options, hosts, new Transport(rights, wire, authorizer));
  const referrers = newReferrersKnowledge();
  const shared = {
    catalog: (registry: string, call?: CallOptions) => readCatalog(contextOf(`${registry}/catalog`), call),
    ledger,
    close: () => {
      release();
      return agent.destroy();
    },
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

function tellingOf({ onWait }: RegistryOptions, shownHosts: ShownHosts): RegistryOptions['onWait'] {
  return (
    onWait &&
    ((event) => {
      onWait({ ...event, host: shownHosts.of(event.host) });
    })
  );
}

function shareQuota(options: RegistryOptions, hosts: Hosts, onWait: RegistryOptions['onWait']): QuotaShare {
  const { requestsPerSecond, burst, concurrency = 24, googleHosts, groups } = options;
  const settings = { requestsPerSecond, burst, concurrency, retryDeadline: retryDeadlineOf(options) };
  return (options.quotas ?? processQuotas).share(
    {
      ...settings,
      ...(googleHosts && { googleHosts }),
      ...(groups && { groups }),
      ...(options.hosts && { hosts: limitsByUrl(options.hosts, hosts) }),
    },
    onWait,
  );
}

/** A registry is named in other words than the URL of its API has. */
function limitsByUrl(
  limits: NonNullable<RegistryOptions['hosts']>,
  hosts: Hosts,
): ReadonlyMap<string, HostLimits> {
  return new Map(Object.entries(limits).map(([name, limit]) => [hosts.origin(name).host, limit]));
}

function retryDeadlineOf({ retryDeadline = 120_000 }: RegistryOptions): number {
  return retryDeadline;
}

function wireFor(
  options: RegistryOptions,
  own: Pick<WireOptions, 'agent' | 'ledger' | 'quota' | 'secrets' | 'shownHosts' | 'onWait'>,
): Wire {
  const retryDeadline = retryDeadlineOf(options);
  const firstAnswerWithin = options.firstAnswerWithin ?? 10_000;
  const { sharedHosts = new SharedHosts() } = options;
  const health = sharedHosts.healthFor({ firstAnswerWithin, retryDeadline });
  return new Wire({
    ...own,
    health,
    retryDeadline,
    clock: options.clock ?? systemClock,
    answerTimeout: options.answerTimeout ?? 300_000,
    leastRate: options.leastRate ?? 1024,
    idleTimeout: options.idleTimeout ?? 30_000,
    userAgent: options.userAgent ?? 'container-image-promoter',
    quoteOthers: options.quoteOthers ?? true,
    accessRemedy: options.accessHelp?.remedy ?? usualAccessRemedy,
    notPublicRemedy: options.publicOnly?.remedy,
  });
}

function agentFor({ caFile, publicOnly }: RegistryOptions, hosts: Hosts): Agent {
  const connect = { timeout: connectTimeout, ...(caFile !== undefined && { ca: authorities(caFile) }) };
  if (!publicOnly) return new Agent({ connect });
  const exceptions = publicOnly.except.map((host) => hosts.origin(host));
  return new Agent({ connect: publicConnector(connect, exceptions) });
}

function authorities(caFile: string): string[] {
  const own = caFile.includes('-----BEGIN') ? caFile : readFileSync(caFile, 'utf8');
  return [...rootCertificates, own];
}
