import { ConfigurationError, configurationIn } from '@cip/configuration';
import { defaultPolicy, type Policy } from '@cip/policy';
import { readBaseConfiguration } from './base-configuration.js';
import type { LintRun } from './lint-run.js';
import type { Location } from './locations.js';

/**
 * The configuration of a location in the revision that it is compared with; one that cannot be used counts as none. A
 * file of `--config` outside of the repository counts as it is now: no change of the repository touches it.
 */
export async function readBasePolicy(
  location: Location,
  now: Policy,
  run: Pick<LintRun, 'request' | 'signal'>,
): Promise<Policy> {
  const { base } = run.request;
  if (!base) return now;
  const files = await readBaseConfiguration(location, base.revision, run);
  if (files === 'elsewhere') return now;
  try {
    return configurationIn(files).policy;
  } catch (error) {
    if (error instanceof ConfigurationError) return defaultPolicy;
    throw error;
  }
}
