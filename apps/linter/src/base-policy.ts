import { defaultPolicy, parsePolicy, type Policy, PolicyError } from '@cip/policy';
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
  const input = await readBaseConfiguration(location, base.revision, run);
  if (input === 'elsewhere') return now;
  try {
    return input === 'none' ? defaultPolicy : parsePolicy(input);
  } catch (error) {
    if (error instanceof PolicyError) return defaultPolicy;
    throw error;
  }
}
