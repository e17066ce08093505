import { policyFile } from '@cip/cli';
import type { ManifestInput } from '@cip/manifest';
import { readGivenFile, readTreeFile } from '@cip/source';
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
  const now = await readConfiguration(location, run);
  const before = then === 'none' ? undefined : then;
  return isSame(now, before) ? undefined : (now ?? before)?.shownAs;
}

/** One that was named is read as it stands, whatever revision is linted. */
function readConfiguration(
  location: Location,
  { request: { configFile, revision }, signal }: Pick<LintRun, 'request' | 'signal'>,
): Promise<ManifestInput | undefined> {
  if (configFile !== undefined)
    return readGivenFile(configFile, 'Name a file with a configuration of cip-lint, or none.', { signal });
  const tree = { directory: folderOf(location), ...(revision !== undefined && { revision }) };
  return readTreeFile(tree, policyFile, { signal });
}

/** What cannot be read may be anything. */
function isSame(now: ManifestInput | undefined, then: ManifestInput | undefined): boolean {
  if (!now || !then) return now === then;
  return 'text' in now && 'text' in then && now.text === then.text;
}
