import { policyFile } from '@cip/cli';
import type { ManifestInput } from '@cip/manifest';
import { readGivenFileAt, readTreeFile, SourceError } from '@cip/source';
import type { LintRun } from './lint-run.js';
import { folderOf, type Location } from './locations.js';

/** `elsewhere`: it does not stand in the repository that has the revision, so no change of that touches it. */
export type BaseConfiguration = ManifestInput | 'none' | 'elsewhere';

/** The configuration of a location as it was in the revision that the location is compared with. */
export async function readBaseConfiguration(
  location: Location,
  revision: string,
  { request: { configFile }, signal }: Pick<LintRun, 'request' | 'signal'>,
): Promise<BaseConfiguration> {
  if (configFile === undefined) {
    const tree = { directory: folderOf(location), revision };
    return (await readTreeFile(tree, policyFile, { signal })) ?? 'none';
  }
  try {
    return (await readGivenFileAt(configFile, revision, { signal })) ?? 'none';
  } catch (error) {
    const isElsewhere =
      error instanceof SourceError && ['NOT_A_REPOSITORY', 'UNKNOWN_REVISION'].includes(error.code);
    if (isElsewhere) return 'elsewhere';
    throw error;
  }
}
