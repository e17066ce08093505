import { policyFile } from '@cip/cli';
import type { ManifestInput } from '@cip/manifest';
import { readGivenFile, readGivenFileAt, readTreeFile, SourceError } from '@cip/source';
import type { Lint } from './lint-location.js';
import { folderOf, type Location } from './locations.js';

/**
 * The configuration of a location, as reports show it, unless it is what it was in the revision that the location is
 * compared with: a change may loosen the rules that it is linted by. Undefined where there is no such revision, or where
 * the configuration does not stand in the repository that has it.
 */
export async function findChangedConfiguration(
  location: Location,
  { request, signal }: Pick<Lint, 'request' | 'signal'>,
): Promise<string | undefined> {
  const { base, configFile, revision } = request;
  if (!base) return undefined;
  const [now, then] =
    configFile === undefined
      ? await ofTree(folderOf(location), revision, base.revision, signal)
      : await ofFile(configFile, base.revision, signal);
  return isSame(now, then) ? undefined : (now ?? then)?.shownAs;
}

type NowAndThen = readonly [now: ManifestInput | undefined, then: ManifestInput | undefined];

function ofTree(
  directory: string,
  revision: string | undefined,
  base: string,
  signal: AbortSignal,
): Promise<NowAndThen> {
  return Promise.all([
    readTreeFile({ directory, ...(revision !== undefined && { revision }) }, policyFile, { signal }),
    readTreeFile({ directory, revision: base }, policyFile, { signal }),
  ]);
}

/** One that was named is read as it stands, whatever revision is linted. */
async function ofFile(file: string, base: string, signal: AbortSignal): Promise<NowAndThen> {
  const now = await readGivenFile(file, 'Name a file with a configuration of cip-lint, or none.', { signal });
  try {
    return [now, await readGivenFileAt(file, base, { signal })];
  } catch (error) {
    const isElsewhere =
      error instanceof SourceError && ['NOT_A_REPOSITORY', 'UNKNOWN_REVISION'].includes(error.code);
    if (isElsewhere) return [now, now];
    throw error;
  }
}

/** What cannot be read may be anything. */
function isSame(now: ManifestInput | undefined, then: ManifestInput | undefined): boolean {
  if (!now || !then) return now === then;
  return 'text' in now && 'text' in then && now.text === then.text;
}
