import { notThere } from '@cip/cli';
import { ConfigurationError, type ConfigurationFiles, configurationInput } from '@cip/configuration';
import type { ManifestInput } from '@cip/manifest';
import { readConfigurationFiles, readGivenFile } from '@cip/source';
import { readBaseConfiguration } from './base-configuration.js';
import type { LintRun } from './lint-run.js';
import { folderOf, type Location } from './locations.js';

/**
 * The configuration of a location, as reports show it, unless it is what it was in the revision that the location is
 * compared with: a change may loosen the rules that it is linted by. Undefined where there is no such revision, or where
 * the configuration does not stand in the repository that has it.
 */
export async function findChangedConfiguration(
  location: Location,
  run: Pick<LintRun, 'request' | 'signal'>,
): Promise<string | undefined> {
  const { base } = run.request;
  if (!base) return undefined;
  const then = await readBaseConfiguration(location, base.revision, run);
  if (then === 'elsewhere') return undefined;
  const now = inputIn(await readConfiguration(location, run));
  const before = inputIn(then);
  return isSame(now, before) ? undefined : (now ?? before)?.shownAs;
}

/** One that was named is read as it stands, whatever revision is linted. */
async function readConfiguration(
  location: Location,
  { request: { configFile, revision }, signal }: Pick<LintRun, 'request' | 'signal'>,
): Promise<ConfigurationFiles> {
  if (configFile !== undefined) return { current: await readGivenFile(configFile, notThere, { signal }) };
  const tree = { directory: folderOf(location), ...(revision !== undefined && { revision }) };
  return readConfigurationFiles(tree, { signal });
}

/** Where there are two files, neither counts. */
function inputIn(files: ConfigurationFiles): ManifestInput | undefined {
  try {
    return configurationInput(files);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return undefined;
  }
}

/** What cannot be read may be anything. */
function isSame(now: ManifestInput | undefined, then: ManifestInput | undefined): boolean {
  if (!now || !then) return now === then;
  return 'text' in now && 'text' in then && now.text === then.text;
}
