import { readFile } from 'node:fs/promises';
import { fingerprint, type ManifestTree } from '@cip/manifest';
import { formatShard, type Shard } from '@cip/oci';
import { locatePlan, parsePlan, PlanFileError, planIn, type SavedPlan } from '@cip/plan';
import { RefusedError, UsageError } from '@cip/runtime';

/**
 * Reads a saved plan for the manifests that it was made from; of a plan for all, what is the shard's. Throws `RefusedError`
 * when manifests or format changed since, `UsageError` when there is no plan to read, or one of another shard.
 */
export async function readSavedPlan(file: string, tree: ManifestTree, shard?: Shard): Promise<SavedPlan> {
  const plan = understood(file, parsePlan, await readText(file));
  if (plan.manifests !== fingerprint(tree)) {
    throw new RefusedError(
      `${file}: the manifests changed since this plan was made`,
      'Make a new plan with "cip plan -o FILE", have it reviewed, and promote that one.',
    );
  }
  if (plan.shard && shard && formatShard(plan.shard) !== formatShard(shard)) {
    throw otherShard(file, plan.shard, shard);
  }
  const located = understood(file, (saved) => locatePlan(saved, tree), plan);
  return shard ? planIn(located, shard) : located;
}

function otherShard(file: string, saved: Shard, asked: Shard): UsageError {
  return new UsageError(
    `${file}: this is the plan of shard ${formatShard(saved)}, and --shard says ${formatShard(asked)}`,
    ['Leave --shard out: the plan knows its shard.', 'Or name the plan of this shard, or one for all.'],
  );
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file}: the plan cannot be read`, 'Name a file that "cip plan -o FILE" wrote.', {
      cause: error,
    });
  }
}

function understood<T>(file: string, work: (input: T) => SavedPlan, input: T): SavedPlan {
  try {
    return work(input);
  } catch (error) {
    if (!(error instanceof PlanFileError)) throw error;
    const remedy = 'Make a new plan with "cip plan -o FILE".';
    if (error.code === 'changed') throw new RefusedError(`${file}: ${error.message}`, remedy);
    throw new UsageError(`${file}: this is no saved plan: ${error.message}`, remedy);
  }
}
