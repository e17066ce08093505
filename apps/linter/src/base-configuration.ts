import { type ConfigurationFiles } from '@cip/configuration';
import { readConfigurationFiles, readGivenFileAt, SourceError } from '@cip/source';
import type { LintRun } from './lint-run.js';
import { folderOf, type Location } from './locations.js';

/** `elsewhere`: it does not stand in the repository that has the revision, so no change of that touches it. */
export type BaseConfiguration = ConfigurationFiles | 'elsewhere';

/** The configuration of a location as it was in the revision that the location is compared with. */
export async function readBaseConfiguration(
  location: Location,
  revision: string,
  { request: { configFile }, signal }: Pick<LintRun, 'request' | 'signal'>,
): Promise<BaseConfiguration> {
  if (configFile === undefined) {
    return readConfigurationFiles({ directory: folderOf(location), revision }, { signal });
  }
  try {
    return { current: await readGivenFileAt(configFile, revision, { signal }) };
  } catch (error) {
    const isElsewhere =
      error instanceof SourceError && ['NOT_A_REPOSITORY', 'UNKNOWN_REVISION'].includes(error.code);
    if (isElsewhere) return 'elsewhere';
    throw error;
  }
}
