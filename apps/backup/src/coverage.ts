import { type Digest, isMine, type Shard } from '@cip/oci';
import type { Promised } from './promised.js';
import type { RegionPair } from './run-request.js';

/** How much of what is promised is in snapshots. */
export interface Coverage {
  /** 0 to 1; 1 where nothing is promised. */
  readonly share: number;
  /** `repository@digest`, sorted; of registries that are backed up. */
  readonly uncovered: readonly string[];
}

/** One region, with the digests that its snapshot has by repository; undefined where an earlier run took it. */
export interface Covered extends RegionPair {
  readonly contents: ReadonlyMap<string, ReadonlySet<Digest>> | undefined;
}

/** Of this shard's repositories. Undefined where an earlier run took a snapshot: what is in it was not read again. */
export function coverageOf(
  { images }: Pick<Promised, 'images'>,
  regions: readonly Covered[],
  shard: Shard | undefined,
): Coverage | undefined {
  if (regions.some(({ contents }) => !contents)) return undefined;
  const uncovered: string[] = [];
  let total = 0;
  let missing = 0;
  for (const [repository, promised] of images) {
    if (!isMine(repository, shard)) continue;
    const region = regions.find(({ from }) => liesIn(repository, from));
    const there = region?.contents?.get(repository.slice(region.from.length + 1));
    const lacking = [...promised.keys()].filter((digest) => there?.has(digest) !== true);
    total += promised.size;
    missing += lacking.length;
    if (region) uncovered.push(...lacking.map((digest) => `${repository}@${digest}`));
  }
  return { share: total === 0 ? 1 : (total - missing) / total, uncovered: uncovered.sort() };
}

/** Destination registries of the manifests that no pair backs up, or not all of. */
export function unpaired(
  { registries }: Pick<Promised, 'registries'>,
  pairs: readonly RegionPair[],
): string[] {
  return registries.filter((name) => !pairs.some(({ from }) => liesIn(name, from)));
}

function liesIn(name: string, prefix: string): boolean {
  return name === prefix || name.startsWith(`${prefix}/`);
}
