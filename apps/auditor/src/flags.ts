import {
  addFlags,
  flag,
  type Given,
  list,
  noManifests,
  onlyGiven,
  outputFlags,
  registryFlags,
  switches,
  toRegistrySettings,
} from '@cip/cli';
import { isRegistryHost } from '@cip/oci';
import { type Environment, envName, parseBytes, parseCount, parseDuration, UsageError } from '@cip/runtime';
import { treeIn } from '@cip/source';
import { Argument, type Command, type Option } from 'commander';
import { alertLink } from './alerts/alert-link.js';
import { callersOf } from './callers-request.js';
import { repositoryOf } from './probe/repository-of.js';
import { anyHost } from './registry-name-of.js';
import type { AlertsRequest, ManifestsRequest, ServeRequest } from './request.js';
import { watchedPrefix } from './watched-prefix.js';

/** Where the manifests are, as an argument. */
export function manifestArgument(): Argument {
  return new Argument(
    '[manifests]',
    'thin manifest tree: a directory, or a Git repository that is kept fresh; default: the working directory, if it holds a tree',
  );
}

/** Where the manifests are, which every command of the auditor must know, and what is watched besides. */
export function manifestFlags(): Option[] {
  return [
    flag('--manifests <dir|git-url>', 'the same as the argument', 'manifests'),
    flag('--manifests-branch <branch>', "branch of the repository (default: the remote's HEAD)", 'manifests'),
    flag('--manifests-path <path>', 'directory of the tree in the repository', 'manifests'),
    flag(
      '--watch <prefix>',
      'also watch what lies below, whoever promotes there; repeatable',
      'manifests',
    ).argParser(list),
  ];
}

/** Where alerts go, besides the log. */
export function alertFlags(): Option[] {
  return [
    serviceFlag('--alert-webhook <url>', 'send alerts here as JSON, too', 'Alerts:'),
    serviceFlag('--alert-webhook-secret-file <file>', 'bearer secret that is sent along', 'Alerts:'),
    serviceFlag(
      '--error-reporting-project <project>',
      'Google Cloud project of Error Reporting (default: that of the environment)',
      'Alerts:',
    ),
    serviceFlag(
      '--alert-link <url>',
      "where people find all of what a summary counts (default: the project's Cloud Logging)",
      'Alerts:',
    ),
  ];
}

/** The flags of `cip-auditor serve`. */
export function addServeFlags(command: Command): Command {
  return addFlags(command.addArgument(manifestArgument()), [
    ...manifestFlags(),
    serviceFlag('--host <address>', 'address to listen on').default('0.0.0.0'),
    serviceFlag('--port <port>', 'port to listen on; PORT is understood, too (default: 8080)'),
    serviceFlag('--grace <time>', 'how long a change may stay unexplained; 0: not at all').default('5m'),
    serviceFlag('--unreachable-after <time>', 'alert a change that cannot be judged for so long').default(
      '1h',
    ),
    serviceFlag('--probe-repository <repository>', 'where cip-auditor probe pushes; repeatable').argParser(
      list,
    ),
    serviceFlag('--journal <file>', 'keep events of distribution registries that must wait'),
    serviceFlag('--max-body <size>', 'largest Pub/Sub push that is taken').default('1MiB'),
    serviceFlag('--max-envelope <size>', 'largest envelope of a distribution registry').default('8MiB'),
    callerFlag('--pubsub-audience <audience>', 'whom the tokens of Pub/Sub pushes must be made for'),
    callerFlag('--pubsub-service-account <email>', 'service account that Pub/Sub pushes must come from'),
    callerFlag(
      '--pubsub-certs-url <url>',
      "certificates of the tokens' signer, for tests (default: Google's)",
    ),
    callerFlag('--distribution-secret-file <file>', 'bearer secret of distribution registries'),
    callerFlag('--allow-unauthenticated', 'take events from callers who do not prove who they are'),
    callerFlag(
      '--registry-name <seen=name>',
      'name in the manifests of a registry that is seen under another; * is every other; repeatable',
    ).argParser(list),
    callerFlag(
      '--ignore-unknown-hosts',
      'ignore notifications of hosts that are neither named nor in the manifests, instead of rejecting them',
    ),
    ...alertFlags(),
    ...outputFlags().filter(({ long }) => long !== '--stats'),
    identityFlag(),
    ...registryFlags().map(inTime),
  ]);
}

const patience = new Map([
  ['--retry-deadline', '15s'],
  ['--idle-timeout', '15s'],
  ['--answer-timeout', '15s'],
]);

/** Something waits for each read, and comes again: no registry is waited for as long as by a promotion. */
function inTime(option: Option): Option {
  const time = patience.get(option.long ?? '');
  return time === undefined ? option : option.default(time);
}

/** The auditor only reads, so it sends anonymous requests unless told otherwise. */
export function identityFlag(): Option {
  return flag('--use-credentials', 'use Docker or Google credentials', 'registries');
}

function serviceFlag(flags: string, description: string, heading = 'Service:'): Option {
  return flag(flags, description, 'output').helpGroup(heading);
}

function callerFlag(flags: string, description: string): Option {
  return serviceFlag(flags, description, 'Callers:');
}

/** What commander hands over: texts as typed. */
interface Flags {
  readonly manifests?: string;
  readonly manifestsBranch?: string;
  readonly manifestsPath?: string;
  readonly watch?: readonly string[];
  readonly probeRepository?: readonly string[];
  readonly host: string;
  readonly port?: string;
  readonly grace: string;
  readonly unreachableAfter: string;
  readonly journal?: string;
  readonly maxBody: string;
  readonly maxEnvelope: string;
  readonly registryName?: readonly string[];
}

/** Turns flags and environment into a request. Throws `UsageError` naming the flag. */
export function toServeRequest(command: Command, env: Environment): ServeRequest {
  const flags = command.opts<Flags>();
  const isOn = switches(command, env);
  return {
    manifests: toManifestsRequest(command),
    watch: (flags.watch ?? []).map(watchedPrefix),
    probeRepositories: (flags.probeRepository ?? []).map((name) => repositoryOf(name, '--probe-repository')),
    grace: parseDuration(flags.grace, '--grace'),
    unreachableAfter: parseDuration(flags.unreachableAfter, '--unreachable-after'),
    ...(flags.journal !== undefined && { journal: flags.journal }),
    ...toAlertsRequest(command),
    host: flags.host,
    port: parseCount(flags.port ?? (env['PORT'] || '8080'), '--port', { min: 0, max: 65_535 }),
    maxBody: parseBytes(flags.maxBody, '--max-body'),
    maxEnvelope: parseBytes(flags.maxEnvelope, '--max-envelope'),
    callers: callersOf(command, isOn),
    ignoreUnknownHosts: isOn('--ignore-unknown-hosts'),
    registryNames: new Map((flags.registryName ?? []).map(registryName)),
    credentials: isOn('--use-credentials') ? 'found' : 'anonymous',
    registry: toRegistrySettings(command),
  };
}

/** What {@link alertFlags} say of where alerts go. Throws `UsageError` naming the flag. */
export function toAlertsRequest(command: Command): AlertsRequest {
  const { alertLink: link, ...flags } = command.opts<AlertsRequest>();
  const { alertWebhook, alertWebhookSecretFile, errorReportingProject } = flags;
  return {
    ...(alertWebhook !== undefined && { alertWebhook }),
    ...(alertWebhookSecretFile !== undefined && { alertWebhookSecretFile }),
    ...(errorReportingProject !== undefined && { errorReportingProject }),
    ...(link !== undefined && { alertLink: alertLink(link) }),
  };
}

/**
 * What {@link manifestArgument} and {@link manifestFlags} say of the manifests; what is typed beats what variables say. Throws
 * `UsageError` when two say different things, or nothing says anything and the working directory holds no tree.
 */
export function toManifestsRequest(command: Command): ManifestsRequest {
  const { manifestsBranch, manifestsPath } = command.opts<Flags>();
  const location = onlyGiven(locationsIn(command))?.location ?? (treeIn('.') && '.');
  if (location === undefined) throw noManifests('cip-auditor', command);
  return {
    location,
    ...(manifestsBranch !== undefined && { branch: manifestsBranch }),
    ...(manifestsPath !== undefined && { path: manifestsPath }),
  };
}

function locationsIn(command: Command): (Given & { readonly location: string })[] {
  const argument = command.processedArgs[0] as string | undefined;
  const { manifests } = command.opts<Flags>();
  const isTyped = command.getOptionValueSource('manifests') === 'cli';
  const as = isTyped ? '--manifests' : envName('--manifests');
  return [
    ...(argument === undefined
      ? []
      : [{ as: `the argument ${argument}`, location: argument, isTyped: true }]),
    ...(manifests === undefined ? [] : [{ as, location: manifests, isTyped }]),
  ];
}

function registryName(text: string): readonly [string, string] {
  const [seen = '', name = '', ...more] = text.split('=');
  const isSeen = seen === anyHost || isRegistryHost(seen);
  if (more.length === 0 && isSeen && isRegistryHost(name)) return [seen.toLowerCase(), name];
  throw new UsageError(
    `--registry-name ${JSON.stringify(text)}: this does not say how a registry is seen and what it is called`,
    'Write SEEN=NAME, each a host with an optional port, such as 10.0.0.7:5000=registry.example, or *=NAME.',
  );
}
