import type { ProjectConfiguration } from '@cip/configuration';
import type { HostLimits } from '@cip/registry';
import type { RegistrySettings } from './registry-flags.js';

/**
 * Limits of the configuration for what no flag limits, of which a shard takes its part. Nothing else of a configuration decides how registries are spoken
 * to: in a pull request, its author wrote it.
 */
export function withLimits(
  settings: RegistrySettings,
  { registries, quotaGroups }: Pick<ProjectConfiguration, 'registries' | 'quotaGroups'>,
): RegistrySettings {
  const { shards = 1 } = settings;
  const hosts = [...registries].map(([host, { rps, concurrency, group }]): [string, HostLimits] => [
    host,
    {
      ...(rps !== undefined &&
        settings.requestsPerSecond === undefined && { requestsPerSecond: rps / shards }),
      ...(concurrency !== undefined &&
        settings.concurrency === undefined && {
          concurrency: Math.max(1, Math.floor(concurrency / shards)),
        }),
      ...(group !== undefined && { group }),
    },
  ]);
  const shares = [...quotaGroups].map(([name, rps]): [string, number] => [name, rps / shards]);
  const groups = { ...Object.fromEntries(shares), ...settings.groups };
  return {
    ...settings,
    ...(hosts.length > 0 && { hosts: Object.fromEntries(hosts) }),
    ...(Object.keys(groups).length > 0 && { groups }),
  };
}
