import { accessHelp, reportWaits, withLimits } from '@cip/cli';
import type { ProjectConfiguration } from '@cip/configuration';
import { createRegistry, defaultCredentials, type ReadOnlyRegistry } from '@cip/registry';
import type { Logger } from '@cip/runtime';
import type { ServeRequest } from './request.js';

/** Without the right to write; with the limits of the configuration where no flag limits. */
export function openRegistry(
  { registry, credentials }: Pick<ServeRequest, 'registry' | 'credentials'>,
  configuration: ProjectConfiguration,
  log: Logger,
): ReadOnlyRegistry {
  return createRegistry({
    ...withLimits(registry, configuration),
    ...(credentials === 'found' && { credentials: defaultCredentials() }),
    accessHelp: accessHelp(credentials === 'found' ? 'found' : 'anonymous-by-default'),
    onWait: reportWaits(log),
  });
}
