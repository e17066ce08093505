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
import { type Environment, prowEnvironment } from '@cip/runtime';
import type { Command } from 'commander';
import { alertFlags, identityFlag, manifestFlags, toManifestsRequest } from '../flags.js';
import type { ServeRequest } from '../request.js';

type Shared = Pick<
  ServeRequest,
  | 'manifests'
  | 'watch'
  | 'alertWebhook'
  | 'alertWebhookSecretFile'
  | 'errorReportingProject'
  | 'credentials'
  | 'registry'
>;

/** What `cip-auditor sweep` was asked to do. */
export interface SweepRequest extends Shared {
  readonly deep: boolean;
  readonly promisedOnly: boolean;
  /** The part of the work to do; default all of it. */
  readonly shard?: Shard;
  readonly format: 'text' | 'json' | 'junit';
  readonly stats: boolean;
  /** Where CI wants report files. */
  readonly artifacts?: string;
}

/** The flags of `cip-auditor sweep`. */
export function addSweepFlags(command: Command): Command {
  return addFlags(command, [
    ...manifestFlags(),
    flag('--deep', 'read every promised manifest, and hold its bytes against its digest', 'output'),
    flag(
      '--promised-only',
      'compare what the manifests promise, and look for no other repositories',
      'output',
    ),
    shardFlag('output'),
    formatFlag(['text', 'json', 'junit']),
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
  readonly alertWebhook?: string;
  readonly alertWebhookSecretFile?: string;
  readonly errorReportingProject?: string;
}

/** Turns flags and environment into a request. Throws `UsageError` naming the flag. */
export function toSweepRequest(command: Command, env: Environment): SweepRequest {
  const { watch = [], format, ...flags } = command.opts<Flags>();
  const isOn = switches(command, env);
  const { artifacts } = prowEnvironment(env);
  const shard = toShard(command, env);
  const { alertWebhook, alertWebhookSecretFile, errorReportingProject } = flags;
  return {
    manifests: toManifestsRequest(command),
    watch: watch.map((prefix) => prefix.replace(/\/+$/, '')),
    deep: isOn('--deep'),
    promisedOnly: isOn('--promised-only'),
    ...(shard && { shard }),
    format,
    stats: isOn('--stats'),
    ...(artifacts !== undefined && { artifacts }),
    ...(alertWebhook !== undefined && { alertWebhook }),
    ...(alertWebhookSecretFile !== undefined && { alertWebhookSecretFile }),
    ...(errorReportingProject !== undefined && { errorReportingProject }),
    credentials: isOn('--use-credentials') ? 'found' : 'anonymous',
    registry: toRegistrySettings(command),
  };
}
