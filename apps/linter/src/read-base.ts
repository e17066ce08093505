import { emptyTree, type ManifestTree } from '@cip/manifest';
import { SourceError, type SourceErrorCode } from '@cip/source';
import { type Location, readLocation } from './locations.js';

// What the revision itself is to blame for, and not the one who named it.
const unusable: readonly SourceErrorCode[] = [
  'NOT_A_DIRECTORY',
  'NOT_A_FILE',
  'NOT_A_TREE',
  'NOT_READABLE',
  'TOO_LARGE',
  'GIT_FAILED',
];

/**
 * The manifests of a location as they were. What cannot be read of them is a problem of the tree, so that nothing looks
 * unchanged only because nobody could compare it. Throws `SourceError` for a revision that cannot be meant.
 */
export async function readBase(
  location: Location,
  revision: string,
  signal: AbortSignal,
): Promise<ManifestTree> {
  try {
    return await readLocation(location, { revision }, signal);
  } catch (error) {
    if (!(error instanceof SourceError) || !unusable.includes(error.code)) throw error;
    const { reason, remedy } = error;
    const file = location.kind === 'tree' ? location.directory : location.file;
    const where = { file, line: 1, column: 1 };
    const problem = {
      rule: 'tree-integrity',
      severity: 'error',
      message: reason,
      remedy,
      where,
      touches: {},
    } as const;
    return { ...emptyTree, problems: [problem] };
  }
}
