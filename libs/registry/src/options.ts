import type { AccessHelp } from './auth/access.js';
import type { CredentialProvider } from './auth/credentials.js';
import type { Clock } from './clock.js';
import type { HostLimits } from './host-limits.js';
import type { Limits } from './limits.js';
import type { WaitEvent } from './quota.js';
import type { SharedHosts } from './shared-hosts.js';
import type { SharedQuotas } from './shared-quotas.js';

/** How to talk to registries. Everything is optional. */
export interface RegistryOptions {
  /** Who asks; default nobody. */
  readonly credentials?: CredentialProvider;
  /** What errors say about a 401 or 403 in terms of the program. Default: texts that name no flag. */
  readonly accessHelp?: AccessHelp;
  /** Hosts that speak http, `HOST` or `HOST:PORT`; loopback addresses do by default. */
  readonly plainHttp?: readonly string[];
  /** Loopback addresses that speak https. */
  readonly https?: readonly string[];
  /** A PEM file of certificate authorities, or its text, trusted besides the usual ones. */
  readonly caFile?: string;
  /**
   * Requests per second to each host. Default: 80 to Google's hosts, and to any other as many as it takes. 0 and Infinity:
   * no limit.
   */
  readonly requestsPerSecond?: number;
  /** Requests to each host that need not wait after a pause; default one second's. */
  readonly burst?: number;
  /**
   * How many processes share what registries allow. Each takes its part of the rates that nobody set: of Google's, and of
   * what a quota group begins with. Default 1.
   */
  readonly shards?: number;
  /**
   * Most parallel requests, and most parallel downloads, to each host; default 24. A host that refuses gets fewer, and so
   * does one without a limit per second when it gets slow.
   */
  readonly concurrency?: number;
  /** Hosts with Google's quotas besides its own, as `HOST` or `HOST:PORT`. They get no Google credentials for it. */
  readonly googleHosts?: readonly string[];
  /**
   * Requests per second to all of Google's hosts together, by the name of the project. Default: no limit until a refusal
   * names a quota that they share.
   */
  readonly groups?: Readonly<Record<string, number>>;
  /**
   * Limits of single hosts, by `HOST` or `HOST:PORT` as registries are named; what is absent is as for the others. They
   * get no credentials for it.
   */
  readonly hosts?: Readonly<Record<string, HostLimits>>;
  /** What is known of hosts, for other clients with the same limits too; default that of the process. */
  readonly quotas?: SharedQuotas;
  /**
   * By what the age of what is known of a tag is told, so that a test can let time pass. `quotas` have a clock of their
   * own. Default: the system's.
   */
  readonly clock?: Clock;
  /** How long one request is tried, in milliseconds from its first sending or last progress; default 120 000. */
  readonly retryDeadline?: number;
  /** How long a host may make no progress, in milliseconds; default 30 000. Never limits the whole of a transfer. */
  readonly idleTimeout?: number;
  /**
   * How long a host that has not answered yet may fail or be silent before it is given up, in milliseconds; default
   * 10 000. One that has answered before is given up when it has failed for `retryDeadline`.
   */
  readonly firstAnswerWithin?: number;
  /**
   * How long an answer that is not a blob may take, in milliseconds from the sending of its request; default 300 000:
   * the largest manifest at 14 KB a second, the largest page of a listing at 224.
   */
  readonly answerTimeout?: number;
  /** Bytes per second at which such an answer must come, once it has been coming for 30 seconds; default 1024. */
  readonly leastRate?: number;
  /**
   * Connect to public addresses only: for names that a stranger may have written. It holds for redirects and token
   * services, too. Default: every address may be connected to.
   */
  readonly publicOnly?: PublicOnly;
  /**
   * Whether errors repeat what a host says that the registry only led to, by a redirect or as its token service. If not,
   * they hold its name and the status. Default true.
   */
  readonly quoteOthers?: boolean;
  /** Given to several clients: they share what they know of hosts that do not answer. Default: each knows its own. */
  readonly sharedHosts?: SharedHosts;
  /** Default `container-image-promoter`. */
  readonly userAgent?: string;
  /** Told when requests wait: a host asks to be left alone, or gives no sound answer. Often: tell people seldom. */
  readonly onWait?: (event: WaitEvent) => void;
  /** Memory for manifests that are kept for later reads, in bytes; default 32 MiB. */
  readonly manifestCacheBytes?: number;
  readonly limits?: Partial<Limits>;
}

/** A client that connects to public addresses only. */
export interface PublicOnly {
  /** Hosts that may have any address, as `HOST` or `HOST:PORT`; without a port, that of the scheme. */
  readonly except: readonly string[];
  /** What errors tell people to do about another host, as half a sentence. */
  readonly remedy: string;
}

/** Throws a `TypeError` that names option and value, for numbers that are none, negative, or fractions of a thing. */
export function checkNumbers(options: RegistryOptions): void {
  const { requestsPerSecond, burst, concurrency, retryDeadline, idleTimeout, manifestCacheBytes } = options;
  const { firstAnswerWithin, answerTimeout, leastRate, groups, hosts = {}, shards } = options;
  atLeast(0, { requestsPerSecond, retryDeadline, manifestCacheBytes, leastRate, ...groups });
  atLeast(1, { burst, concurrency, idleTimeout, firstAnswerWithin, answerTimeout, shards });
  integer({ concurrency, shards });
  for (const [host, limits] of Object.entries(hosts)) {
    atLeast(0, { [`requestsPerSecond of ${host}`]: limits.requestsPerSecond });
    atLeast(1, { [`concurrency of ${host}`]: limits.concurrency });
    integer({ [`concurrency of ${host}`]: limits.concurrency });
  }
}

function integer(values: Readonly<Record<string, number | undefined>>): void {
  for (const [name, value] of Object.entries(values))
    if (value !== undefined && !Number.isInteger(value)) fail(name, value, 'an integer');
}

function atLeast(least: number, values: Readonly<Record<string, number | undefined>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    if (typeof value !== 'number' || !(value >= least)) fail(name, value, `a number of at least ${least}`);
  }
}

function fail(name: string, value: unknown, wanted: string): never {
  throw new TypeError(`createRegistry: ${name} must be ${wanted}, not ${String(value)} (${typeof value})`);
}
