import { flag, formatFlag, outputFlags, registryFlags, switches, toRegistrySettings } from '@cip/cli';
import type { RegistrySettings } from '@cip/cli';
import { InvalidReferenceError, parseRepositoryName, type Shard, usualHost } from '@cip/oci';
import { type Environment, UsageError } from '@cip/runtime';
import type { Command, Option } from 'commander';

export type ReportFormat = 'text' | 'json';

/** What all commands share. */
export interface SharedRequest {
  readonly format: ReportFormat;
  readonly stats: boolean;
  readonly registry: RegistrySettings;
  readonly isAnonymous: boolean;
}

/** The flags of all commands. */
export function sharedFlags(): Option[] {
  return [
    formatFlag(['text', 'json']),
    ...outputFlags(),
    flag('--anonymous', 'send anonymous requests, without Docker or Google credentials', 'registries'),
    ...registryFlags(),
  ];
}

/** A shard takes its part of what registries allow. */
export function toSharedRequest(command: Command, env: Environment, shard?: Shard): SharedRequest {
  const { format } = command.opts<{ format: ReportFormat }>();
  const isOn = switches(command, env);
  return {
    format,
    stats: isOn('--stats'),
    registry: toRegistrySettings(command, shard),
    isAnonymous: isOn('--anonymous'),
  };
}

export function backupFlag(): Option {
  return flag('--backup <backup>', 'where the snapshots are: HOST/PATH, or oci:DIR', 'backup');
}

/** The backup that a flag names. Throws `UsageError`. */
export function toBackupName(command: Command): string {
  const { backup } = command.opts<{ backup?: string }>();
  if (backup === undefined) {
    throw new UsageError('no backup given', 'Name it with --backup HOST/PATH, or --backup oci:DIR.');
  }
  return checkedBackup(backup, '--backup');
}

/** `HOST/PATH` or `oci:DIR`, without a slash at its end. Throws `UsageError` that names the option. */
export function checkedBackup(text: string, option: string): string {
  const name = text.replace(/\/+$/, '');
  if (!name.startsWith('oci:')) return checkedPrefix(name, option);
  if (name.length > 'oci:'.length) return name;
  throw new UsageError(`${option} ${JSON.stringify(text)}: it names no directory`, 'Write oci:DIR.');
}

/** `HOST[:PORT]/PATH`, without a slash at its end and in its usual spelling. Throws `UsageError` that names the option. */
export function checkedPrefix(text: string, option: string): string {
  const name = text.replace(/\/+$/, '');
  try {
    const { registry, repository } = parseRepositoryName(name);
    return `${usualHost(registry)}/${repository}`;
  } catch (error) {
    if (!(error instanceof InvalidReferenceError)) throw error;
    throw new UsageError(
      `${option}: ${error.message}`,
      'Write HOST/PATH or HOST:PORT/PATH, without a scheme.',
    );
  }
}
