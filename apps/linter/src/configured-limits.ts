import { orWrongLocation, type RegistrySettings, withLimits } from '@cip/cli';
import type { LintRun } from './lint-run.js';
import type { Location } from './locations.js';
import { readTrustedConfiguration } from './trusted-configuration.js';

type Run = Pick<LintRun, 'request' | 'signal'>;

/**
 * How `--online` speaks to registries: with the limits of configurations where no flag limits. As with the hosts that are
 * asked, those of the base count, and without one none that a stranger may have written.
 */
export async function withConfiguredLimits(
  locations: readonly Location[],
  run: Run,
): Promise<RegistrySettings> {
  const found = await orWrongLocation(() =>
    Promise.all(locations.map((one) => readTrustedConfiguration(one, run))),
  );
  return withLimits(run.request.registry, {
    registries: new Map(found.flatMap(({ registries }) => [...registries])),
    quotaGroups: new Map(found.flatMap(({ quotaGroups }) => [...quotaGroups])),
  });
}
