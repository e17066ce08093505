import path from 'node:path';
import type { Shard } from '@cip/oci';

/** The report files that a program leaves in the folder of CI. */
export function reportFiles(
  folder: string,
  program: 'cip' | 'cip-auditor',
  shard?: Shard,
): { readonly junit: string; readonly json: string } {
  return {
    junit: artifactFile(folder, `junit_${program}.xml`, shard),
    json: artifactFile(folder, `${program}.json`, shard),
  };
}

/**
 * The path of a report file in the folder of CI. Shards may share the folder, so each has a file of its own:
 * `cip-0-of-4.json`.
 */
function artifactFile(folder: string, file: string, shard?: Shard): string {
  const { name, ext } = path.parse(file);
  const part = shard ? `-${shard.index}-of-${shard.count}` : '';
  return path.join(folder, `${name}${part}${ext}`);
}
