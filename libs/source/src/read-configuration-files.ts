import { type ConfigurationFiles, configurationFile, formerConfigurationFile } from '@cip/configuration';
import type { ReadOptions } from './read-options.js';
import { readTreeFile } from './read-tree-file.js';
import type { TreeLocation } from './read-thin-tree.js';

/** What stands in a tree's folder under the names of a configuration, as of the same revision. Throws `SourceError`. */
export async function readConfigurationFiles(
  location: TreeLocation,
  options: ReadOptions = {},
): Promise<ConfigurationFiles> {
  const [current, former] = await Promise.all([
    readTreeFile(location, configurationFile, options),
    readTreeFile(location, formerConfigurationFile, options),
  ]);
  return { current, former };
}
