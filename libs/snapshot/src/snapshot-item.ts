import type { Failure } from '@cip/oci';
import type { BackupJob } from './layout-writer.js';
import type { JobResult } from '@cip/copy';
import { factsOf } from './failure-facts.js';

/** One manifest that was copied, or was to be; or a repository that could not be read, without a digest. */
export interface SnapshotItem {
  readonly repository: string;
  readonly digest: string;
  readonly tags: readonly string[];
  /** `mounted`: no byte of a blob was sent. `existing`: an unfinished run had brought it. */
  readonly state: 'copied' | 'mounted' | 'existing' | 'failed' | 'missing';
  readonly reason?: string;
  /** The facts that `reason` was made of. */
  readonly failure?: Failure;
}

/** The item of a job that did not fail. */
export function doneItem(
  { repository, digest, productionTags: tags }: BackupJob,
  result: JobResult,
): SnapshotItem {
  const { bytesCopied, bytesMounted } = result.figures;
  const isCopied = bytesCopied > 0 || bytesMounted === 0;
  const state = result.state === 'promoted' ? (isCopied ? 'copied' : 'mounted') : 'existing';
  return { repository, digest, tags, state };
}

export function failedItem(
  of: Pick<SnapshotItem, 'repository' | 'digest' | 'tags'>,
  error: unknown,
): SnapshotItem {
  return { ...of, state: 'failed', ...factsOf(error) };
}
