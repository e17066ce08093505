import { filesOfTree, openTrust } from '@cip/cli';
import { UsageError } from '@cip/runtime';
import type { Trust } from '@cip/signing';
import type { LintRun } from './lint-run.js';
import { folderOf, type Location } from './locations.js';
import { readTrustedConfiguration } from './trusted-configuration.js';

/**
 * What `--online` verifies signatures with. As with the hosts that are asked, a change decides nothing about it: configuration and
 * files are those of the base, and where these cannot be used, nothing verifies. Throws `UsageError` when there is no base and the
 * present ones cannot be used.
 */
export async function openOnlineTrust(
  location: Location,
  run: Pick<LintRun, 'request' | 'signal'>,
): Promise<Trust> {
  const { request, signal } = run;
  const { trust = { keys: [] } } = await readTrustedConfiguration(location, run);
  const revision = request.base?.revision ?? request.revision;
  const tree = { directory: folderOf(location), ...(revision !== undefined && { revision }) };
  try {
    return await openTrust(trust, filesOfTree(tree, { signal }));
  } catch (error) {
    if (!request.base || !(error instanceof UsageError)) throw error;
    const missing = `the trust of the base cannot be used: ${error.message}`;
    return { root: () => Promise.resolve({ missing }), keys: [] };
  }
}
