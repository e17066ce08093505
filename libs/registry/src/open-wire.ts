import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { Agent } from 'undici';
import { usualAccessRemedy } from './auth/access.js';
import { Secrets } from './auth/secrets.js';
import { systemClock } from './clock.js';
import type { WireOptions } from './hop.js';
import type { HostLimits } from './host-limits.js';
import { Hosts } from './hosts.js';
import { RequestLedger } from './ledger.js';
import { checkNumbers, type RegistryOptions } from './options.js';
import { publicConnector } from './public-connector.js';
import { SharedHosts } from './shared-hosts.js';
import { processQuotas, type QuotaShare } from './shared-quotas.js';
import { ShownHosts } from './shown-hosts.js';
import { Wire } from './wire.js';

const connectTimeout = 10_000;

/** What the requests of one client go out by. */
export interface OpenWire {
  readonly wire: Wire;
  readonly hosts: Hosts;
  readonly secrets: Secrets;
  readonly ledger: RequestLedger;
  /** Closes all connections; what is under way fails. */
  readonly close: () => Promise<void>;
}

/** Opens the wire of a client. Throws `TypeError` for bad options. */
export function openWire(options: RegistryOptions): OpenWire {
  checkNumbers(options);
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
  const close = (): Promise<void> => {
    release();
    return agent.destroy();
  };
  return { wire, hosts, secrets, ledger, close };
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
  const { requestsPerSecond, burst, shards, concurrency = 24, googleHosts, groups } = options;
  const settings = { requestsPerSecond, burst, shards, concurrency, retryDeadline: retryDeadlineOf(options) };
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
