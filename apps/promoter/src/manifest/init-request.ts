import { addFlags, flag, list, onlyFlag } from '@cip/cli';
import { isRegistryName, whyNotARegistryName } from '@cip/manifest';
import { type Environment, UsageError } from '@cip/runtime';
import type { Command } from 'commander';
import { policyFlag } from '../flags.js';
import { type CommitSettings, commitFlags, toCommitSettings } from './commit-flags.js';
import { offlineOutputFlags } from './offline-flags.js';

/** What `cip manifest init` was asked to do. */
export interface InitRequest extends CommitSettings {
  /** The name of its folder. */
  readonly subproject: string;
  /** A thin manifest tree, or a folder that is to be one. */
  readonly location: string;
  readonly staging: string;
  /** Registries, or the subproject to take them from. */
  readonly destinations: readonly string[] | { readonly like: string };
  readonly policyFile?: string;
}

/** The flags of `cip manifest init`. */
export function addInitFlags(command: Command): Command {
  return addFlags(command, [
    flag(
      '--staging <registry>',
      'the registry that its images are promoted from',
      'manifests',
    ).makeOptionMandatory(),
    flag(
      '--like <subproject>',
      'promote to where this subproject promotes to, under its own name',
      'manifests',
    ),
    flag('--to <registry>', 'promote to this registry; repeatable', 'manifests').argParser(list),
    policyFlag(),
    ...commitFlags(),
    ...offlineOutputFlags(),
  ]);
}

interface Flags {
  readonly staging: string;
  readonly like?: string;
  readonly to?: readonly string[];
  readonly policy?: string;
}

/** Turns arguments, flags and environment into a request. Throws `UsageError` naming what is wrong. */
export function toInitRequest(
  subproject: string,
  location: string,
  command: Command,
  env: Environment,
): InitRequest {
  const { staging, like, to, policy } = command.opts<Flags>();
  if (!/^[A-Za-z0-9][\w.-]*$/.test(subproject)) {
    const remedy = 'Use letters, digits, dots, dashes and underscores; it becomes the name of two folders.';
    throw new UsageError(`${JSON.stringify(subproject)}: not a name for a subproject`, remedy);
  }
  const either = onlyFlag(command, env, ['--like', '--to']);
  const byName = either === '--like' ? undefined : (to ?? []);
  if (byName?.length === 0) {
    throw new UsageError('no destination given', [
      'Take those of another subproject with --like SUBPROJECT.',
      'Or name registries with --to REGISTRY.',
    ]);
  }
  return {
    subproject,
    location,
    staging: checkedRegistry(staging, '--staging'),
    destinations: byName?.map((name) => checkedRegistry(name, '--to')) ?? { like: like ?? '' },
    ...(policy !== undefined && { policyFile: policy }),
    ...toCommitSettings(command, env),
  };
}

function checkedRegistry(name: string, what: string): string {
  if (isRegistryName(name)) return name;
  throw new UsageError(
    `${what} ${JSON.stringify(name)}: ${whyNotARegistryName(name)}`,
    'Write HOST[:PORT]/PATH, without a scheme.',
  );
}
