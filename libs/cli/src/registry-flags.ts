import { isRegistryHost, type Shard } from '@cip/oci';
import type { RegistryOptions } from '@cip/registry';
import { parseCount, parseDuration, parseRate, UsageError } from '@cip/runtime';
import type { Command, Option } from 'commander';
import { flag, list } from './flag.js';
import { readCaFile } from './read-ca-file.js';

/** How registries are spoken to. */
export type RegistrySettings = Pick<
  RegistryOptions,
  | 'plainHttp'
  | 'https'
  | 'caFile'
  | 'requestsPerSecond'
  | 'groups'
  | 'googleHosts'
  | 'hosts'
  | 'shards'
  | 'concurrency'
  | 'retryDeadline'
  | 'firstAnswerWithin'
  | 'idleTimeout'
  | 'answerTimeout'
>;

/** For commands that may use credentials; `when` names the command that uses them by default. */
export function credentialFlags(when: string): Option[] {
  return [
    flag('--use-credentials', `use Docker or Google credentials (the default with ${when})`, 'registries'),
    flag('--anonymous', 'send anonymous requests, even with --confirm', 'registries'),
  ];
}

/** How every command speaks to registries. */
export function registryFlags(): Option[] {
  return [
    flag(
      '--plain-http <host[:port]>',
      'speak http with this registry; repeatable, loopback needs no mention',
      'registries',
    ).argParser(list),
    flag(
      '--https <host[:port]>',
      'speak https with this loopback address; repeatable',
      'registries',
    ).argParser(list),
    flag(
      '--ca-file <file>',
      'PEM file of certificate authorities to trust besides the usual ones',
      'registries',
    ),
    flag(
      '--rps-per-host <rate>',
      "most requests per second of this process to each registry; 0: no limit (default: 80 for Google's registries, none for others, which get as many requests as they answer quickly)",
      'registries',
    ),
    flag(
      '--rps-per-group <project=rate>',
      "most requests per second of this process to one project on all of Google's registries together; repeatable",
      'registries',
    ).argParser(list),
    flag(
      '--google-hosts <host[:port]>',
      "use Google's rate limits for this registry, too, for instance for a proxy in front of Artifact Registry; repeatable",
      'registries',
    ).argParser(list),
    flag(
      '--concurrency-per-host <n>',
      'most parallel requests, downloads and uploads, each, to each registry',
      'registries',
    ).default('24'),
    flag('--retry-deadline <time>', 'how long each request is tried', 'registries').default('2m'),
    flag(
      '--first-answer-within <time>',
      'how long a registry that has not answered yet is tried; then its other requests fail at once',
      'registries',
    ).default('10s'),
    flag('--idle-timeout <time>', 'how long a registry may make no progress', 'registries').default('30s'),
    flag('--answer-timeout <time>', 'how long an answer may take that is not a blob', 'registries').default(
      '5m',
    ),
  ];
}

/** What commander hands over: texts as typed. */
interface Flags {
  readonly plainHttp?: readonly string[];
  readonly https?: readonly string[];
  readonly caFile?: string;
  readonly rpsPerHost?: string;
  readonly rpsPerGroup?: readonly string[];
  readonly googleHosts?: readonly string[];
  readonly concurrencyPerHost: string;
  readonly retryDeadline: string;
  readonly firstAnswerWithin: string;
  readonly idleTimeout: string;
  readonly answerTimeout: string;
}

/**
 * What {@link registryFlags} were set to. A rate that is given is that of this process; of all others, a shard takes its
 * part. Throws `UsageError` naming the flag.
 */
export function toRegistrySettings(command: Command, shard?: Shard): RegistrySettings {
  const flags = command.opts<Flags>();
  const { plainHttp, https, caFile, rpsPerHost, rpsPerGroup, googleHosts } = flags;
  return {
    ...(plainHttp && { plainHttp: registryHosts(plainHttp, '--plain-http') }),
    ...(https && { https: registryHosts(https, '--https') }),
    ...(caFile !== undefined && { caFile: readCaFile(caFile) }),
    ...(rpsPerHost !== undefined && { requestsPerSecond: rateOrNone(rpsPerHost) }),
    ...(rpsPerGroup && { groups: groupRates(rpsPerGroup) }),
    ...(googleHosts && { googleHosts: registryHosts(googleHosts, '--google-hosts') }),
    ...(shard && { shards: shard.count }),
    // By default, a configuration may say it.
    ...(command.getOptionValueSource('concurrencyPerHost') !== 'default' && {
      concurrency: parseCount(flags.concurrencyPerHost, '--concurrency-per-host'),
    }),
    retryDeadline: parseDuration(flags.retryDeadline, '--retry-deadline'),
    firstAnswerWithin: parseDuration(flags.firstAnswerWithin, '--first-answer-within', { min: 1 }),
    idleTimeout: parseDuration(flags.idleTimeout, '--idle-timeout', { min: 1 }),
    answerTimeout: parseDuration(flags.answerTimeout, '--answer-timeout', { min: 1 }),
  };
}

function rateOrNone(text: string): number {
  return text === '0' ? 0 : parseRate(text, '--rps-per-host');
}

function groupRates(groups: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    groups.map((group) => {
      const [, project, rate = ''] = /^([^=/\s]+(?:\/[^=/\s]+)?)=(.*)$/.exec(group) ?? [];
      if (project !== undefined) return [project, parseRate(rate, '--rps-per-group')];
      throw new UsageError(
        `--rps-per-group ${JSON.stringify(group)}: this is not a project with a rate`,
        'Write PROJECT=RATE, as in k8s-artifacts-prod=80 or k8s-artifacts-prod=5000/m.',
      );
    }),
  );
}

/** Checks the hosts that a flag names. Throws `UsageError` naming the flag. */
export function registryHosts(names: readonly string[], option: string): readonly string[] {
  const wrong = names.find((name) => !isRegistryHost(name) || !URL.canParse(`https://${name}`));
  if (wrong === undefined) return names;
  throw new UsageError(
    `${option} ${JSON.stringify(wrong)}: this is not a host with an optional port`,
    'Write HOST or HOST:PORT, without scheme and path.',
  );
}
