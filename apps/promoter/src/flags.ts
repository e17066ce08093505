import {
  addFlags,
  credentialFlags,
  exclusive,
  flag,
  formatFlag,
  outputFlags,
  registryFlags,
  shardFlag,
  switches,
  toRegistrySettings,
  toShard,
} from '@cip/cli';
import { type Environment, parseBytes, prowEnvironment, UsageError } from '@cip/runtime';
import type { Command, Option } from 'commander';
import type { ManifestLocation, PromotionRequest, ReportFormat } from './request.js';
import { safetyFlags, toSafetyLimits } from './safety-flags.js';

/** Where the manifests are. */
export function locationFlags(): Option[] {
  return [
    flag(
      '--thin-manifest-dir <dir>',
      'thin manifest tree: manifests/*/promoter-manifest.yaml and images/*/images.yaml',
      'manifests',
    ),
    flag('--manifest <file>', 'plain manifest: one file with registries and images', 'manifests'),
    flag('--revision <rev>', 'read the manifests from this Git revision, not as they stand', 'manifests'),
  ];
}

/** What the manifests are held against. */
export function policyFlag(): Option {
  return flag(
    '--policy <file>',
    'enforce this configuration, not the .cip-lint.yaml of the tree',
    'manifests',
  );
}

/** The flags of the commands that promote, or say what a promotion would do. */
export function addPromotionFlags(command: Command): Command {
  return addFlags(command, [
    ...locationFlags(),
    flag('--since <rev>', 'only what the manifests of this Git revision did not ask for', 'manifests'),
    shardFlag('manifests'),
    policyFlag(),
    flag(
      '--ignore-provenance',
      'promote also what a provenance policy with "mode: require" holds back',
      'manifests',
    ),
    flag('--strict', 'refuse the whole tree when a part of it is invalid', 'manifests'),
    flag('-o, --output <file>', 'save the plan, to be carried out with "cip promote --plan"', 'output'),
    formatFlag(['text', 'json', 'junit', 'html']),
    flag('--all', 'list what is in place, too', 'output'),
    ...outputFlags(),
    ...credentialFlags('promote --confirm'),
    ...registryFlags(),
    flag('--max-buffer <size>', 'memory for layers on their way', 'registries').default('256MiB'),
    ...safetyFlags(),
  ]);
}

/** The flags of `promote` alone. */
export function addConfirmFlags(command: Command): Command {
  return addFlags(command, [
    flag('--confirm', 'really promote; without it nothing is written', 'output'),
    flag('--attached', 'with each copied image bring its signatures, attestations and SBOMs', 'output'),
    flag('--plan <file>', 'carry out this saved plan, if its manifests are unchanged', 'manifests'),
  ]);
}

/** What commander hands over: texts as typed. */
interface Flags {
  readonly thinManifestDir?: string;
  readonly manifest?: string;
  readonly revision?: string;
  readonly since?: string;
  readonly policy?: string;
  readonly plan?: string;
  readonly output?: string;
  readonly format: ReportFormat;
  readonly maxBuffer: string;
}

/** Turns flags and environment into a request. Throws `UsageError` naming the flag. */
export function toRequest(command: Command, env: Environment): PromotionRequest {
  const flags = command.opts<Flags>();
  const isOn = switches(command, env);
  const { artifacts } = prowEnvironment(env);
  const shard = toShard(command, env);
  const confirm = command.name() === 'promote' && isOn('--confirm');
  if (flags.plan !== undefined && flags.since !== undefined) throw exclusive('--plan', '--since');
  if (isOn('--use-credentials') && isOn('--anonymous')) throw exclusive('--use-credentials', '--anonymous');
  const asSomebody = isOn('--use-credentials') || (confirm && !isOn('--anonymous'));
  return {
    command: command.name() === 'promote' ? 'promote' : 'plan',
    manifests: toLocation(command),
    ...(flags.since !== undefined && { since: flags.since }),
    ...(shard && { shard }),
    ...(flags.policy !== undefined && { policyFile: flags.policy }),
    ...(flags.plan !== undefined && { planFile: flags.plan }),
    ...(flags.output !== undefined && { output: flags.output }),
    ...(artifacts !== undefined && { artifacts }),
    strict: isOn('--strict'),
    ignoreProvenance: isOn('--ignore-provenance'),
    confirm,
    safety: toSafetyLimits(command),
    all: isOn('--all'),
    attached: isOn('--attached'),
    stats: isOn('--stats'),
    format: flags.format,
    credentials: asSomebody ? 'found' : 'anonymous',
    maxBufferedBytes: parseBytes(flags.maxBuffer, '--max-buffer'),
    registry: toRegistrySettings(command),
  };
}

/** What {@link locationFlags} say. Throws `UsageError` when they say nothing, or two things. */
export function toLocation(command: Command): ManifestLocation {
  const { thinManifestDir, manifest, revision } = command.opts<Flags>();
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
