import {
  orWrongLocation,
  readConfigurationFile,
  readTreeConfiguration,
  type RegistrySettings,
  withLimits,
} from '@cip/cli';
import {
  ConfigurationError,
  configurationIn,
  defaultConfiguration,
  type ProjectConfiguration,
} from '@cip/configuration';
import { readBaseConfiguration } from './base-configuration.js';
import type { LintRun } from './lint-run.js';
import { folderOf, type Location } from './locations.js';

type Run = Pick<LintRun, 'request' | 'signal'>;

/**
 * How `--online` speaks to registries: with the limits of configurations where no flag limits. As with the hosts that are
 * asked, those of the base count, and without one none that a stranger may have written.
 */
export async function withConfiguredLimits(
  locations: readonly Location[],
  run: Run,
): Promise<RegistrySettings> {
  const found = await orWrongLocation(() => Promise.all(locations.map((one) => trustedFor(one, run))));
  return withLimits(run.request.registry, {
    registries: new Map(found.flatMap(({ registries }) => [...registries])),
    quotaGroups: new Map(found.flatMap(({ quotaGroups }) => [...quotaGroups])),
  });
}

async function trustedFor(location: Location, run: Run): Promise<ProjectConfiguration> {
  const { base, mayBeStrangers } = run.request;
  if (!base) return mayBeStrangers ? defaultConfiguration : readNow(location, run);
  const files = await readBaseConfiguration(location, base.revision, run);
  if (files === 'elsewhere') return readNow(location, run);
  try {
    return configurationIn(files);
  } catch (error) {
    if (error instanceof ConfigurationError) return defaultConfiguration;
    throw error;
  }
}

function readNow(location: Location, { request, signal }: Run): Promise<ProjectConfiguration> {
  const { configFile, revision } = request;
  if (configFile !== undefined) return readConfigurationFile(configFile, { signal });
  const tree = { directory: folderOf(location), ...(revision !== undefined && { revision }) };
  return readTreeConfiguration(tree, { signal });
}
