import { isRegistryHost } from '@cip/oci';
import {
  type LogLevel,
  logLevels,
  parseBytes,
  parseCount,
  parseDuration,
  parseRate,
  UsageError,
} from '@cip/runtime';
import { type Environment, envName, isSwitchedOn, prowEnvironment, wantsColor } from '@cip/runtime';
import { type Command, Option } from 'commander';
import type { ConsoleOptions } from './console.js';
import { readCaFile } from './read-ca-file.js';
import type { ManifestLocation, PromotionRequest, ReportFormat } from './request.js';

const headings = {
  manifests: 'Manifests:',
  output: 'Output:',
  registries: 'Registries:',
} as const;

/** Declares a flag whose environment variable is `CIP_` and its name. */
function flag(flags: string, description: string, group: keyof typeof headings): Option {
  const takesValue = /[<[]/.test(flags);
  const option = new Option(flags, takesValue ? description : `${description} (env: ${envName(flags)})`);
  // Without a value commander takes any text for "on", `false` too: those are read by `isOn`.
  return (takesValue ? option.env(envName(flags)) : option).helpGroup(headings[group]);
}

function list(value: string, previous: readonly string[] | undefined): string[] {
  return [...(previous ?? []), ...value.split(',').map((item) => item.trim())].filter((item) => item !== '');
}

/** The flags that every command has which works on manifests and registries. */
export function addPromotionFlags(command: Command): Command {
  const options = [
    flag(
      '--thin-manifest-dir <dir>',
      'thin manifest tree: manifests/*/promoter-manifest.yaml and images/*/images.yaml',
      'manifests',
    ),
    flag('--manifest <file>', 'plain manifest: one file with registries and images', 'manifests'),
    flag('--revision <rev>', 'read the manifests from this Git revision, not as they stand', 'manifests'),
    flag('--since <rev>', 'only what the manifests of this Git revision did not ask for', 'manifests'),
    flag('--strict', 'refuse the whole tree when a part of it is invalid', 'manifests'),
    flag('-o, --output <file>', 'save the plan, to be carried out with "cip promote --plan"', 'output'),
    flag('--format <format>', 'form of the report', 'output')
      .choices(['text', 'json', 'junit'])
      .default('text'),
    flag('--all', 'list what is in place, too', 'output'),
    flag('--stats', 'print how many requests of which kind each registry got', 'output'),
    flag('--log-level <level>', 'what goes to stderr', 'output')
      .choices([...logLevels])
      .default('info'),
    flag('--log-format <format>', 'form of the log', 'output').choices(['text', 'json']).default('text'),
    flag('--no-color', 'no colours on a terminal', 'output'),
    flag(
      '--use-credentials',
      'ask registries as whom Docker or Google knows you (promote --confirm does)',
      'registries',
    ),
    flag('--anonymous', 'ask registries as nobody, even with --confirm', 'registries'),
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
      'most requests per second to each registry; 0: no limit',
      'registries',
    ).default('80'),
    flag(
      '--concurrency-per-host <n>',
      'most parallel requests, downloads and uploads, each, to each registry',
      'registries',
    ).default('24'),
    flag('--retry-deadline <time>', 'how long each request is tried', 'registries').default('2m'),
    flag('--idle-timeout <time>', 'how long a registry may make no progress', 'registries').default('30s'),
    flag('--max-buffer <size>', 'memory for layers on their way', 'registries').default('256MiB'),
  ];
  for (const option of options) command.addOption(option);
  return command;
}

/** The flags of `promote` alone. */
export function addConfirmFlags(command: Command): Command {
  return command
    .addOption(flag('--confirm', 'really promote; without it nothing is written', 'output'))
    .addOption(
      flag('--attached', 'with each copied image bring its signatures, attestations and SBOMs', 'output'),
    )
    .addOption(
      flag('--plan <file>', 'carry out this saved plan, if its manifests are unchanged', 'manifests'),
    );
}

/** What commander hands over: texts as typed. */
interface Flags {
  readonly thinManifestDir?: string;
  readonly manifest?: string;
  readonly revision?: string;
  readonly since?: string;
  readonly plan?: string;
  readonly output?: string;
  readonly format: ReportFormat;
  readonly logLevel: LogLevel;
  readonly logFormat: 'text' | 'json';
  readonly plainHttp?: readonly string[];
  readonly https?: readonly string[];
  readonly caFile?: string;
  readonly rpsPerHost: string;
  readonly concurrencyPerHost: string;
  readonly retryDeadline: string;
  readonly idleTimeout: string;
  readonly maxBuffer: string;
}

/** Turns flags and environment into a request. Throws `UsageError` naming the flag. */
export function toRequest(command: Command, env: Environment): PromotionRequest {
  const flags = command.opts<Flags>();
  const isOn = switches(command, env);
  const { artifacts } = prowEnvironment(env);
  const confirm = command.name() === 'promote' && isOn('--confirm');
  if (flags.plan !== undefined && flags.since !== undefined) throw exclusive('--plan', '--since');
  if (isOn('--use-credentials') && isOn('--anonymous')) throw exclusive('--use-credentials', '--anonymous');
  const asSomebody = isOn('--use-credentials') || (confirm && !isOn('--anonymous'));
  return {
    command: command.name() === 'promote' ? 'promote' : 'plan',
    manifests: locationOf(flags),
    ...(flags.since !== undefined && { since: flags.since }),
    ...(flags.plan !== undefined && { planFile: flags.plan }),
    ...(flags.output !== undefined && { output: flags.output }),
    ...(artifacts !== undefined && { artifacts }),
    strict: isOn('--strict'),
    confirm,
    all: isOn('--all'),
    attached: isOn('--attached'),
    stats: isOn('--stats'),
    format: flags.format,
    credentials: asSomebody ? 'found' : 'anonymous',
    maxBufferedBytes: parseBytes(flags.maxBuffer, '--max-buffer'),
    registry: registryOptions(flags),
  };
}

/** How to speak to people, from the same flags. */
export function toConsoleOptions(command: Command, env: Environment): ConsoleOptions {
  const { logLevel, logFormat } = command.opts<Flags>();
  const off = command.getOptionValueSource('color') === 'cli' || isSwitchedOn(env, '--no-color');
  const color = wantsColor(env, process.stdout, off ? false : undefined);
  return { level: logLevel, format: logFormat, color };
}

function switches(command: Command, env: Environment): (name: string) => boolean {
  return (name) =>
    command.opts<Record<string, unknown>>()[camelCase(name)] === true || isSwitchedOn(env, name);
}

function camelCase(name: string): string {
  return name.replace(/^--/, '').replace(/-([a-z])/g, (_dash, letter: string) => letter.toUpperCase());
}

function exclusive(one: string, other: string): UsageError {
  return new UsageError(`${one} and ${other} exclude each other`, 'Give one of them.');
}

function locationOf({ thinManifestDir, manifest, revision }: Flags): ManifestLocation {
  const at = revision === undefined ? {} : { revision };
  if (thinManifestDir !== undefined && manifest !== undefined) {
    throw exclusive('--thin-manifest-dir', '--manifest');
  }
  if (thinManifestDir !== undefined) return { kind: 'tree', directory: thinManifestDir, ...at };
  if (manifest !== undefined) return { kind: 'file', file: manifest, ...at };
  throw new UsageError('no manifests given', [
    'Name a tree with --thin-manifest-dir DIR.',
    'Or name a single file with --manifest FILE.',
  ]);
}

function registryOptions(flags: Flags): PromotionRequest['registry'] {
  const { plainHttp, https, caFile } = flags;
  const rate = flags.rpsPerHost === '0' ? 0 : parseRate(flags.rpsPerHost, '--rps-per-host');
  return {
    ...(plainHttp && { plainHttp: hosts(plainHttp, '--plain-http') }),
    ...(https && { https: hosts(https, '--https') }),
    ...(caFile !== undefined && { caFile: readCaFile(caFile) }),
    requestsPerSecond: rate,
    concurrency: parseCount(flags.concurrencyPerHost, '--concurrency-per-host'),
    retryDeadline: parseDuration(flags.retryDeadline, '--retry-deadline'),
    idleTimeout: parseDuration(flags.idleTimeout, '--idle-timeout', { min: 1 }),
  };
}

function hosts(names: readonly string[], option: string): readonly string[] {
  const wrong = names.find((name) => !isRegistryHost(name));
  if (wrong === undefined) return names;
  throw new UsageError(
    `${option} ${JSON.stringify(wrong)}: this is not a host with an optional port`,
    'Write HOST or HOST:PORT, without scheme and path.',
  );
}
