import { readConfigurationFile, readTreeConfiguration } from '@cip/cli';
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
 * The configuration of a location that counts for what `--online` does: that of the base, or without a base the present one,
 * unless a stranger may have written it. One of the base that cannot be used counts as none.
 */
export async function readTrustedConfiguration(location: Location, run: Run): Promise<ProjectConfiguration> {
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
