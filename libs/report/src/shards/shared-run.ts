import type { Digest } from '@cip/oci';

/** What the shards of one run have in common: by this their reports are known to belong together. */
export interface SharedRun {
  /** The fingerprint of the parsed manifests. */
  readonly manifests: Digest;
  /** The flags that decide what is done and reported, sorted; `--since` with the fingerprint of the older manifests. */
  readonly flags: readonly string[];
  /** How many destination repositories each shard has, by index. */
  readonly shares: readonly number[];
}

/** Whether nothing was to be written. */
export function isDryRun({ flags }: Pick<SharedRun, 'flags'>): boolean {
  return !flags.includes('--confirm');
}
