import { formatShard, printable, type Shard } from '@cip/oci';
import { count } from '../words.js';

/** A destination registry that was not compared, as a signal came first. */
export interface Uncompared {
  /** `host[:port]`. */
  readonly registry: string;
  /** How many repositories there are to hold something. */
  readonly repositories: number;
}

/** A shard that did not do all of its part. */
export interface UnfinishedShard {
  readonly shard: Shard;
  /** The signal that ended it; absent for a shard that left no report. */
  readonly interrupted?: 'SIGINT' | 'SIGTERM';
  /** Destination repositories of which nothing is known. */
  readonly uncompared: number;
  /** Items that it was to do, and did not. */
  readonly planned: number;
}

/** What is not known of a shard, and what was left undone, as half a sentence. */
export function unfinishedText({ shard, interrupted, uncompared, planned }: UnfinishedShard): string {
  const name = `shard ${formatShard(shard)}`;
  const repositories = count(uncompared, 'repository', 'repositories');
  if (interrupted === undefined) return `${name} left no report: nothing is known of its ${repositories}`;
  const left = [
    ...(uncompared > 0 ? [`${repositories} not compared`] : []),
    ...(planned > 0 ? [`${count(planned, 'item')} not done`] : []),
  ];
  return [`${name} was interrupted by ${interrupted}`, ...left].join(', ');
}

/** The cells of a line: the registry, and how much of it is unknown. */
export function uncomparedCells({ registry, repositories }: Uncompared): string[] {
  return [printable(registry), count(repositories, 'repository', 'repositories')];
}

/** How many repositories they have. */
export function repositoriesIn(uncompared: readonly Uncompared[]): number {
  return uncompared.reduce((sum, { repositories }) => sum + repositories, 0);
}
