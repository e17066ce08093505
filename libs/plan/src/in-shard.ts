import { isFirst, isMine, type Shard, shardOf } from '@cip/oci';
import type { Desired } from './desired.js';
import type { SavedPlan } from './plan.js';

/**
 * What one shard has to see to. A repository is one shard's with all claims on it, however registry names nest. What
 * belongs to no repository, mistakes in the manifests, is told by the first shard alone: together the shards tell what
 * one process would, each thing once.
 */
export function desiredIn(desired: Desired, shard: Shard): Desired {
  return {
    ...desired,
    shard,
    repositories: desired.repositories.filter(({ name }) => isMine(name, shard)),
    invalid: desired.invalid.filter(({ destination }) => isOf(shard, destination)),
  };
}

/** How many destination repositories each of so many shards has to see to, by index. */
export function sharesOf({ repositories }: Pick<Desired, 'repositories'>, count: number): number[] {
  const shares = Array<number>(count).fill(0);
  for (const { name } of repositories) {
    const index = shardOf(name, count);
    shares[index] = (shares[index] ?? 0) + 1;
  }
  return shares;
}

/** One shard's part of a plan that was made for all. */
export function planIn(plan: SavedPlan, shard: Shard): SavedPlan {
  const mine = <T extends { readonly destination: string }>(items: readonly T[]): T[] =>
    items.filter(({ destination }) => isOf(shard, destination));
  return { ...plan, shard, steps: mine(plan.steps), blockers: mine(plan.blockers) };
}

/** Whether an item is one shard's to tell, by its destination, which may be empty. */
export function isOf(shard: Shard, destination: string): boolean {
  return destination === '' ? isFirst(shard) : isMine(destination, shard);
}
