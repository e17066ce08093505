import { notThere } from '@cip/cli';
import {
  ConfigurationError,
  type ConfigurationFiles,
  configurationFacts,
  configurationInput,
  defaultConfiguration,
  parseConfiguration,
} from '@cip/configuration';
import type { ManifestInput } from '@cip/manifest';
import { readConfigurationFiles, readGivenFile } from '@cip/source';
import { readBaseConfiguration } from './base-configuration.js';
import type { LintRun } from './lint-run.js';
import { folderOf, type Location } from './locations.js';

/** A configuration that is not what it was. */
export interface OtherConfiguration {
  /** As reports show it. */
  readonly file: string;
  /** It is gone. */
  readonly removed: boolean;
  /** Only its form changed. */
  readonly saysTheSame: boolean;
}

/**
 * The configuration of a location, unless it is what it was in the revision that the location is
 * compared with: a change may loosen the rules that it is linted by. Undefined where there is no such revision, or where
 * the configuration does not stand in the repository that has it.
 */
export async function findChangedConfiguration(
  location: Location,
  run: Pick<LintRun, 'request' | 'signal'>,
): Promise<OtherConfiguration | undefined> {
  const { base } = run.request;
  if (!base) return undefined;
  const then = await readBaseConfiguration(location, base.revision, run);
  if (then === 'elsewhere') return undefined;
  const now = inputIn(await readConfiguration(location, run));
  const before = inputIn(then);
  const shown = now ?? before;
  if (!shown || isSame(now, before)) return undefined;
  return {
    file: shown.shownAs,
    removed: now === undefined,
    saysTheSame: factsIn(now) !== undefined && factsIn(now) === factsIn(before),
  };
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

/** Undefined for what cannot be used. */
function factsIn(input: ManifestInput | undefined): string | undefined {
  try {
    return configurationFacts(input ? parseConfiguration(input) : defaultConfiguration);
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
