import {
  addFlags,
  flag,
  formatFlag,
  list,
  onlyFlag,
  outputFlags,
  registryFlags,
  registryHosts,
  switches,
  type RegistrySettings,
  toRegistrySettings,
} from '@cip/cli';
import { type Environment, parseBytes, prowEnvironment, UsageError } from '@cip/runtime';
import type { Command } from 'commander';
import { mayBeStrangers } from './may-be-strangers.js';
import { type BaseRevision, type FindingFormat, findingFormats, type LintRequest } from './request.js';

/** The flags of `cip-lint`. */
export function addLintFlags(command: Command): Command {
  return addFlags(command, [
    flag('--base <rev>', 'check what changed since this Git revision, too', 'manifests'),
    flag('--revision <rev>', 'lint what this Git revision has, not what stands there now', 'manifests'),
    flag('--fix', 'rewrite what can be rewritten safely, then lint', 'manifests'),
    flag('--config <file>', 'configuration of all trees, instead of the .cip.yaml of each', 'rules'),
    flag(
      '--online',
      'ask registries about what the change adds, anonymously unless --use-credentials is given',
      'rules',
    ),
    flag(
      '--online-host <host[:port]>',
      'let --online ask this host, whoever names it and whatever address it has; repeatable',
      'rules',
    ).argParser(list),
    flag(
      '--use-credentials',
      'with --online, use Docker or Google credentials, for registries that the base or its configuration names',
      'registries',
    ),
    flag('--anonymous', 'send anonymous requests (the default)', 'registries'),
    flag('--max-image-size <size>', 'most that one platform of an image may have to pull', 'rules'),
    flag('--explain <rule>', 'say what a rule reports and why, with examples', 'rules'),
    flag('--list-rules', 'name all rules, with what they count for by default', 'rules'),
    formatFlag(findingFormats),
    flag('--infos', 'show more: findings that are only informational, too', 'output'),
    flag('--summary <file>', 'add the review table to this file, as Markdown', 'output'),
    ...outputFlags(),
    ...registryFlags(),
  ]);
}

/** What commander hands over: texts as typed. */
interface Flags {
  readonly base?: string;
  readonly revision?: string;
  readonly config?: string;
  readonly onlineHost?: readonly string[];
  readonly maxImageSize?: string;
  readonly explain?: string;
  readonly format: FindingFormat;
  readonly summary?: string;
}

/** What is asked about the rules instead of linting anything: all of them, or one. */
export function toQuestion(command: Command, env: Environment): { readonly rule?: string } | undefined {
  const { explain } = command.opts<Flags>();
  if (explain !== undefined) return { rule: explain };
  return switches(command, env)('--list-rules') ? {} : undefined;
}

/** Turns flags and environment into a request. Throws `UsageError` naming the flag. */
export function toRequest(command: Command, env: Environment): LintRequest {
  const flags = command.opts<Flags>();
  const isOn = switches(command, env);
  const { artifacts } = prowEnvironment(env);
  const base = baseOf(flags, env);
  const registry = toRegistrySettings(command);
  const identity = onlyFlag(command, env, ['--use-credentials', '--anonymous']);
  const either = onlyFlag(command, env, ['--fix', '--revision']);
  if (flags.summary !== undefined && base === undefined) {
    throw new UsageError('--summary: there is no review table without a base', 'Add --base REV.');
  }
  return {
    paths: command.args.length > 0 ? command.args : ['.'],
    ...(flags.revision !== undefined && either !== '--fix' && { revision: flags.revision }),
    ...(base && { base }),
    online: isOn('--online'),
    onlineHosts: [...registryHosts(flags.onlineHost ?? [], '--online-host'), ...namedHosts(registry)],
    mayBeStrangers: mayBeStrangers(env),
    fix: either === '--fix',
    format: flags.format,
    infos: isOn('--infos'),
    ...(flags.config !== undefined && { configFile: flags.config }),
    ...(flags.maxImageSize !== undefined && {
      maxImageSize: parseBytes(flags.maxImageSize, '--max-image-size'),
    }),
    ...(flags.summary !== undefined && { summary: flags.summary }),
    stats: isOn('--stats'),
    ...(artifacts !== undefined && { artifacts }),
    credentials: identity === '--use-credentials' ? 'found' : 'anonymous',
    registry,
  };
}

/** Who says how to speak to a host means it to be asked. */
function namedHosts({ plainHttp = [], https = [] }: RegistrySettings): readonly string[] {
  return [...plainHttp, ...https];
}

function baseOf({ base }: Flags, env: Environment): BaseRevision | undefined {
  if (base !== undefined) return { revision: base, from: '--base' };
  const { pullBaseSha } = prowEnvironment(env);
  return pullBaseSha === undefined ? undefined : { revision: pullBaseSha, from: 'PULL_BASE_SHA' };
}
