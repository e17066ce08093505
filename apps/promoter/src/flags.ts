import {
  addFlags,
  credentialFlags,
  flag,
  formatFlag,
  onlyFlag,
  outputFlags,
  registryFlags,
  shardFlag,
  switches,
  toRegistrySettings,
  toShard,
} from '@cip/cli';
import { type Environment, parseBytes, parseDuration, prowEnvironment, UsageError } from '@cip/runtime';
import type { Command, Option } from 'commander';
import { locationFlags, manifestArgument, toLocation } from './manifest-location.js';
import type { PromotionRequest, ReportFormat, Since } from './request.js';
import { safetyFlags, toSafetyLimits } from './safety-flags.js';

/** What the manifests are held against. */
export function policyFlag(): Option {
  return flag('--policy <file>', 'enforce this configuration, not the .cip.yaml of the tree', 'manifests');
}

/** The flags of the commands that promote, or say what a promotion would do. */
export function addPromotionFlags(command: Command): Command {
  return addFlags(command.addArgument(manifestArgument()), [
    ...locationFlags(),
    flag('--since <rev>', 'only what the manifests of this Git revision did not ask for', 'manifests'),
    flag(
      '--manifest-diff-since <date>',
      'only what they did not ask for at this date of Git, such as "7 days"',
      'manifests',
    ),
    flag(
      '--use-prow-manifest-diff',
      'only what they did not ask for before the change that this Prow job is about',
      'manifests',
    ),
    flag('--parse-only', 'parse and check the manifests, and ask no registry', 'manifests'),
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
    flag(
      '--use-service-account',
      'on Google hosts, act as the "service-account" of each registry in the manifests',
      'registries',
    ),
    ...registryFlags(),
    flag(
      '--attached',
      'bring the signatures, attestations and SBOMs of images that the project trusts (see "attached" and "trust" of .cip.yaml)',
      'manifests',
    ),
    flag(
      '--attached-within <duration>',
      'look for attached artifacts and signatures of images that are in place within this time, an equal share each hour; 0s: in each run',
      'manifests',
    ).default('0s'),
    flag(
      '--sign',
      'refuse to run if .cip.yaml has no "signing"; if it has, images are signed anyway',
      'manifests',
    ),
    flag('--skip-signing', 'sign nothing, even if .cip.yaml has "signing"', 'manifests'),
    flag('--max-buffer <size>', 'memory for layers on their way', 'registries').default('256MiB'),
    ...safetyFlags(),
  ]);
}

/** The flags of `promote` alone. */
export function addConfirmFlags(command: Command): Command {
  return addFlags(command, [
    flag('--confirm', 'really promote; without it nothing is written', 'output'),
    flag('--plan <file>', 'carry out this saved plan, if its manifests are unchanged', 'manifests'),
  ]);
}

/** What commander hands over: texts as typed. */
interface Flags {
  readonly since?: string;
  readonly manifestDiffSince?: string;
  readonly policy?: string;
  readonly plan?: string;
  readonly output?: string;
  readonly format: ReportFormat;
  readonly maxBuffer: string;
  readonly attachedWithin: string;
}

/** Turns flags and environment into a request. Throws `UsageError` naming the flag. */
export function toRequest(command: Command, env: Environment): PromotionRequest {
  const flags = command.opts<Flags>();
  const isOn = switches(command, env);
  const { artifacts } = prowEnvironment(env);
  const shard = toShard(command, env);
  const confirm = command.name() === 'promote' && isOn('--confirm');
  const part = onlyFlag(command, env, partFlags);
  const since = toSince(part, flags, env);
  const identity = onlyFlag(command, env, ['--use-credentials', '--anonymous']);
  const signing = onlyFlag(command, env, ['--sign', '--skip-signing']);
  const asSomebody = identity === '--use-credentials' || (confirm && identity === undefined);
  return {
    command: command.name() === 'promote' ? 'promote' : 'plan',
    manifests: toLocation(command, command.processedArgs[0] as string | undefined),
    ...(since && { since }),
    parseOnly: isOn('--parse-only'),
    ...(shard && { shard }),
    ...(flags.policy !== undefined && { policyFile: flags.policy }),
    ...(part === '--plan' && flags.plan !== undefined && { planFile: flags.plan }),
    ...(flags.output !== undefined && { output: flags.output }),
    ...(artifacts !== undefined && { artifacts }),
    strict: isOn('--strict'),
    ignoreProvenance: isOn('--ignore-provenance'),
    confirm,
    safety: toSafetyLimits(command),
    sign: signing === '--sign' ? 'required' : signing === '--skip-signing' ? 'never' : 'configured',
    all: isOn('--all'),
    attached: isOn('--attached'),
    attachedWithin: parseDuration(flags.attachedWithin, '--attached-within'),
    stats: isOn('--stats'),
    format: flags.format,
    credentials: asSomebody ? 'found' : 'anonymous',
    asServiceAccounts: isOn('--use-service-account'),
    maxBufferedBytes: parseBytes(flags.maxBuffer, '--max-buffer'),
    registry: toRegistrySettings(command, shard),
  };
}

/** What says which part of the manifests is meant. */
const partFlags = ['--plan', '--since', '--manifest-diff-since', '--use-prow-manifest-diff'] as const;

/** From which older tree on. */
function toSince(
  part: (typeof partFlags)[number] | undefined,
  { since = '', manifestDiffSince = '' }: Flags,
  env: Environment,
): Since | undefined {
  if (part === '--since') return { revision: since };
  if (part === '--manifest-diff-since') return { date: manifestDiffSince };
  return part === '--use-prow-manifest-diff' ? { revision: prowBase(env) } : undefined;
}

function prowBase(env: Environment): string {
  const { jobType, pullBaseSha } = prowEnvironment(env);
  if (pullBaseSha !== undefined) return pullBaseSha;
  if (jobType === 'postsubmit') return 'HEAD^';
  throw new UsageError('--use-prow-manifest-diff: this is no presubmit, batch or postsubmit job of Prow', [
    'Name a revision: --since REV',
    'Or set JOB_TYPE, and PULL_BASE_SHA for a presubmit, as Prow does.',
  ]);
}
