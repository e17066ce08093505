import {
  addFlags,
  flag,
  list,
  outputFlags,
  registryFlags,
  type RegistrySettings,
  switches,
  toRegistrySettings,
} from '@cip/cli';
import { type Environment, UsageError } from '@cip/runtime';
import type { Command } from 'commander';
import { repositoryOf } from './repository-of.js';

/** What `cip-auditor probe` was asked to do. */
export interface ProbeRequest {
  /** With their registries. */
  readonly repositories: readonly string[];
  readonly isAnonymous: boolean;
  readonly stats: boolean;
  readonly registry: RegistrySettings;
}

/** The flags of `cip-auditor probe`. */
export function addProbeFlags(command: Command): Command {
  return addFlags(command, [
    flag(
      '--repository <repository>',
      'where to push, as serve --probe-repository has it; repeatable',
      'output',
    ).argParser(list),
    ...outputFlags(),
    flag('--anonymous', 'send anonymous requests, without Docker or Google credentials', 'registries'),
    ...registryFlags(),
  ]);
}

/** Turns flags and environment into a request. Throws `UsageError` naming the flag. */
export function toProbeRequest(command: Command, env: Environment): ProbeRequest {
  const { repository: repositories = [] } = command.opts<{ readonly repository?: readonly string[] }>();
  const isOn = switches(command, env);
  if (repositories.length === 0) {
    throw new UsageError(
      'no repository given',
      'Name one that nobody promotes to with --repository HOST/PATH.',
    );
  }
  return {
    repositories: repositories.map((name) => repositoryOf(name, '--repository')),
    isAnonymous: isOn('--anonymous'),
    stats: isOn('--stats'),
    registry: toRegistrySettings(command),
  };
}
