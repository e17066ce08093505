import { readFile } from 'node:fs/promises';
import { fingerprint, type ManifestTree } from '@cip/manifest';
import { locatePlan, parsePlan, type Plan, PlanFileError } from '@cip/plan';
import { RefusedError, UsageError } from '@cip/runtime';

/**
 * Reads a saved plan for the manifests that it was made from. Throws `RefusedError` when manifests or format changed
 * since, `UsageError` when there is no plan to read.
 */
export async function readSavedPlan(file: string, tree: ManifestTree): Promise<Plan> {
  const plan = understood(file, parsePlan, await readText(file));
  if (plan.manifests !== fingerprint(tree)) {
    throw new RefusedError(
      `${file}: the manifests changed since this plan was made`,
      'Make a new plan with "cip plan -o FILE", have it reviewed, and promote that one.',
    );
  }
  return understood(file, (saved) => locatePlan(saved, tree), plan);
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

function understood<T>(file: string, work: (input: T) => Plan, input: T): Plan {
  try {
    return work(input);
  } catch (error) {
    if (!(error instanceof PlanFileError)) throw error;
    const remedy = 'Make a new plan with "cip plan -o FILE".';
    if (error.code === 'changed') throw new RefusedError(`${file}: ${error.message}`, remedy);
    throw new UsageError(`${file}: this is no saved plan: ${error.message}`, remedy);
  }
}
