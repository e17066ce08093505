import path from 'node:path';
import { policyFile } from '@cip/cli';
import { readTreeFile, SourceError } from '@cip/source';
import type { Lint } from './lint-location.js';
import { folderOf, type Location } from './locations.js';

/**
 * The configuration of a location, as reports show it, if it is not what it was in the revision that the location is
 * compared with: a change may loosen the rules that it is linted by. Undefined where there is no such revision, or where
 * the configuration stands outside of Git.
 */
export async function findChangedConfiguration(
  location: Location,
  { request, signal }: Pick<Lint, 'request' | 'signal'>,
): Promise<string | undefined> {
  const { base, configFile, revision } = request;
  if (!base) return undefined;
  const [directory, name] =
    configFile === undefined
      ? [folderOf(location), policyFile]
      : [path.dirname(configFile), path.basename(configFile)];
  // One that was named is read as it stands, whatever revision is linted.
  const at = configFile === undefined && revision !== undefined ? { revision } : {};
  try {
    const [now, then] = await Promise.all([
      readTreeFile({ directory, ...at }, name, { signal }),
      readTreeFile({ directory, revision: base.revision }, name, { signal }),
    ]);
    return JSON.stringify(now) === JSON.stringify(then) ? undefined : (now ?? then)?.shownAs;
  } catch (error) {
    if (configFile !== undefined && error instanceof SourceError) return undefined;
    throw error;
  }
}
