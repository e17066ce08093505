import {
  addFlags,
  credentialFlags,
  flag,
  formatFlag,
  onlyFlag,
  outputFlags,
  registryFlags,
  switches,
  toRegistrySettings,
} from '@cip/cli';
import { type Environment, parseCount } from '@cip/runtime';
import type { Command } from 'commander';
import { locationFlags, manifestArgument, toLocation } from '../manifest-location.js';
import type { PromotionRequest } from '../request.js';

/** What `cip sign` was asked to do. */
export interface SignRequest extends Pick<
  PromotionRequest,
  'manifests' | 'confirm' | 'stats' | 'credentials' | 'asServiceAccounts' | 'registry'
> {
  /** So many digests get something at most; absent for no limit. */
  readonly limit?: number;
  readonly format: 'text' | 'json';
}

interface Flags {
  readonly limit?: string;
  readonly format: SignRequest['format'];
}

/** The flags of `cip sign`. */
export function addSignFlags(command: Command): Command {
  return addFlags(command.addArgument(manifestArgument()), [
    ...locationFlags(),
    flag('--confirm', 'really sign; without it nothing is written', 'output'),
    flag('--limit <n>', 'sign at most so many digests in this run', 'manifests'),
    formatFlag(['text', 'json']),
    ...outputFlags(),
    ...credentialFlags('--confirm'),
    flag(
      '--use-service-account',
      'on Google hosts, act as the "service-account" of each registry in the manifests',
      'registries',
    ),
    ...registryFlags(),
  ]);
}

/** Turns flags and environment into a request. Throws `UsageError` naming the flag. */
export function toSignRequest(command: Command, env: Environment): SignRequest {
  const { limit, format } = command.opts<Flags>();
  const isOn = switches(command, env);
  const confirm = isOn('--confirm');
  const identity = onlyFlag(command, env, ['--use-credentials', '--anonymous']);
  const asSomebody = identity === '--use-credentials' || (confirm && identity === undefined);
  return {
    manifests: toLocation(command, command.processedArgs[0] as string | undefined),
    confirm,
    ...(limit !== undefined && { limit: parseCount(limit, '--limit') }),
    format,
    stats: isOn('--stats'),
    credentials: asSomebody ? 'found' : 'anonymous',
    asServiceAccounts: isOn('--use-service-account'),
    registry: toRegistrySettings(command),
  };
}
