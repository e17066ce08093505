import { ConfigurationError, configurationIn, type ProjectConfiguration } from '@cip/configuration';
import { readConfigurationFiles } from '../read-configuration-files.js';
import type { ReadOptions } from '../read-options.js';
import type { TreeLocation } from '../read-thin-tree.js';

/** A configuration, or what is wrong with it. */
export type ReadConfiguration = ProjectConfiguration | ConfigurationError;

/** The configuration beside a tree. One that cannot be used keeps nobody from reading the tree. */
export async function configurationOf(
  location: TreeLocation,
  options: ReadOptions,
): Promise<ReadConfiguration> {
  const files = await readConfigurationFiles(location, options);
  try {
    return configurationIn(files);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
}
