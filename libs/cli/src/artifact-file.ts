import path from 'node:path';
import type { Shard } from '@cip/oci';

/**
 * The path of a report file in the folder of CI. Shards may share the folder, so each has a file of its own:
 * `cip-0-of-4.json`.
 */
export function artifactFile(folder: string, file: string, shard?: Shard): string {
  const { name, ext } = path.parse(file);
  const part = shard ? `-${shard.index}-of-${shard.count}` : '';
  return path.join(folder, `${name}${part}${ext}`);
}
