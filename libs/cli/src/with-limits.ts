import type { ProjectConfiguration } from '@cip/configuration';
import type { HostLimits } from '@cip/registry';
import type { RegistrySettings } from './registry-flags.js';

/**
 * Limits of the configuration for what no flag limits. Nothing else of a configuration decides how registries are spoken
 * to: in a pull request, its author wrote it.
 */
export function withLimits(
  settings: RegistrySettings,
  { registries, quotaGroups }: Pick<ProjectConfiguration, 'registries' | 'quotaGroups'>,
): RegistrySettings {
  const hosts = [...registries].map(([host, { rps, concurrency, group }]): [string, HostLimits] => [
    host,
    {
      ...(rps !== undefined && settings.requestsPerSecond === undefined && { requestsPerSecond: rps }),
      ...(concurrency !== undefined && settings.concurrency === undefined && { concurrency }),
      ...(group !== undefined && { group }),
    },
  ]);
  const groups = { ...Object.fromEntries(quotaGroups), ...settings.groups };
  return {
    ...settings,
    ...(hosts.length > 0 && { hosts: Object.fromEntries(hosts) }),
    ...(Object.keys(groups).length > 0 && { groups }),
  };
}
