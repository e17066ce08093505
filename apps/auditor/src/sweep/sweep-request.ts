import {
  addFlags,
  flag,
  formatFlag,
  outputFlags,
  registryFlags,
  switches,
  toRegistrySettings,
} from '@cip/cli';
import { type Environment, parseCount, prowEnvironment, UsageError } from '@cip/runtime';
import type { Command } from 'commander';
import { alertFlags, identityFlag, manifestFlags, toManifestsRequest } from '../flags.js';
import type { ServeRequest } from '../request.js';
import type { Shard } from './shard.js';

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
    flag('--shard <i/n>', 'only the I-th of N parts of the work, counted from 0', 'output'),
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
  readonly shard?: string;
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
  const shard = shardOf(flags.shard, env);
  const { alertWebhook, alertWebhookSecretFile, errorReportingProject } = flags;
  return {
    manifests: toManifestsRequest(command),
    watch: watch.map((prefix) => prefix.replace(/\/+$/, '')),
    deep: isOn('--deep'),
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

/** From the flag, or as Cloud Run tells the tasks of a job apart. */
function shardOf(text: string | undefined, env: Environment): Shard | undefined {
  const { CLOUD_RUN_TASK_INDEX: task, CLOUD_RUN_TASK_COUNT: tasks } = env;
  const given = text ?? (task !== undefined && tasks !== undefined ? `${task}/${tasks}` : undefined);
  if (given === undefined) return undefined;
  const [index = '', count = '', ...more] = given.split('/');
  const shard = { index: parseCount(index, '--shard', { min: 0 }), count: parseCount(count, '--shard') };
  if (more.length === 0 && shard.index < shard.count) return shard;
  throw new UsageError(
    `--shard ${JSON.stringify(given)}: this is not one of so many parts`,
    'Write I/N, with I from 0 to N - 1, such as 0/4.',
  );
}
