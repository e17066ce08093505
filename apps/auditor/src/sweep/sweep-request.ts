import {
  addFlags,
  flag,
  formatFlag,
  outputFlags,
  registryFlags,
  shardFlag,
  switches,
  toRegistrySettings,
  toShard,
} from '@cip/cli';
import type { Shard } from '@cip/oci';
import { type Environment, parseDuration, prowEnvironment } from '@cip/runtime';
import type { Command } from 'commander';
import {
  alertFlags,
  identityFlag,
  manifestArgument,
  manifestFlags,
  toAlertsRequest,
  toManifestsRequest,
} from '../flags.js';
import { watchedPrefix } from '../watched-prefix.js';
import type { AlertsRequest, ServeRequest } from '../request.js';

type Shared = AlertsRequest & Pick<ServeRequest, 'manifests' | 'watch' | 'credentials' | 'registry'>;

/** What `cip-auditor sweep` was asked to do. */
export interface SweepRequest extends Shared {
  readonly deep: boolean;
  readonly promisedOnly: boolean;
  /** Milliseconds after which what differs is looked at again before it is reported; 0: at the end, if the manifests changed. */
  readonly grace: number;
  /** The part of the work to do; default all of it. */
  readonly shard?: Shard;
  readonly format: 'text' | 'json' | 'junit';
  readonly stats: boolean;
  /** Where figures are written for Prometheus. */
  readonly metricsFile?: string;
  /** Where CI wants report files. */
  readonly artifacts?: string;
}

/** The flags of `cip-auditor sweep`. */
export function addSweepFlags(command: Command): Command {
  return addFlags(command.addArgument(manifestArgument()), [
    ...manifestFlags(),
    flag(
      '--deep',
      'read every promised manifest and what is attached, and hold bytes, content and signers against what they should be',
      'output',
    ),
    flag(
      '--promised-only',
      'compare what the manifests promise, and look for no other repositories',
      'output',
    ),
    flag(
      '--grace <time>',
      'look again after this time at what differs, as a promotion may be going on; 0: report it at once',
      'output',
    ).default('5m'),
    shardFlag('output'),
    formatFlag(['text', 'json', 'junit']),
    flag('--metrics-file <file>', 'write figures here, in the text format of Prometheus', 'output'),
    ...outputFlags(),
    ...alertFlags(),
    identityFlag(),
    ...registryFlags(),
  ]);
}

/** What commander hands over: texts as typed. */
interface Flags {
  readonly watch?: readonly string[];
  readonly format: SweepRequest['format'];
  readonly metricsFile?: string;
  readonly grace: string;
}

/** Turns flags and environment into a request. Throws `UsageError` naming the flag. */
export function toSweepRequest(command: Command, env: Environment): SweepRequest {
  const { watch = [], format, metricsFile, grace } = command.opts<Flags>();
  const isOn = switches(command, env);
  const { artifacts } = prowEnvironment(env);
  const shard = toShard(command, env);
  return {
    manifests: toManifestsRequest(command),
    watch: watch.map(watchedPrefix),
    deep: isOn('--deep'),
    promisedOnly: isOn('--promised-only'),
    grace: parseDuration(grace, '--grace'),
    ...(shard && { shard }),
    format,
    stats: isOn('--stats'),
    ...(metricsFile !== undefined && { metricsFile }),
    ...(artifacts !== undefined && { artifacts }),
    ...toAlertsRequest(command),
    credentials: isOn('--use-credentials') ? 'found' : 'anonymous',
    registry: toRegistrySettings(command, shard),
  };
}
