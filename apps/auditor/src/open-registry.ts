import { accessHelp, reportWaits } from '@cip/cli';
import { createRegistry, defaultCredentials, type ReadOnlyRegistry } from '@cip/registry';
import type { Logger } from '@cip/runtime';
import type { ServeRequest } from './request.js';

/** Without the right to write. */
export function openRegistry(
  { registry, credentials }: Pick<ServeRequest, 'registry' | 'credentials'>,
  log: Logger,
): ReadOnlyRegistry {
  return createRegistry({
    ...registry,
    ...(credentials === 'found' && { credentials: defaultCredentials() }),
    accessHelp: accessHelp(credentials === 'found' ? 'found' : 'anonymous-by-default'),
    onWait: reportWaits(log),
  });
}
