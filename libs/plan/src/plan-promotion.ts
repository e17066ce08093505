import { compareTexts, type Inventory } from '@cip/oci';
import { compareItems } from './compare-items.js';
import type { Desired } from './desired.js';
import { concatenated } from './lazy-list.js';
import type { Blocker, Plan } from './plan.js';
import { planRegistry, type PlanOptions, registriesOf, type RegistryPlan } from './registry-plan.js';

export interface PromotionPlanOptions extends Omit<PlanOptions, 'onCompared'> {
  /** Called after each repository. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/**
 * Compares what production should hold with what it holds. Registries are worked on side by side, so that a slow one
 * does not hold up the others.
 */
export async function planPromotion(
  desired: Desired,
  inventory: Inventory,
  options: PromotionPlanOptions = {},
): Promise<Plan> {
  const { onProgress, ...others } = options;
  const total = desired.repositories.length;
  let done = 0;
  const onCompared = (): void => onProgress?.({ done: ++done, total });
  const plans = registriesOf(desired).map((registry) =>
    planRegistry(registry, inventory, { ...others, onCompared }),
  );
  return wholePlan(desired, await Promise.all(plans));
}

/** The plan of all registries together; `stops` are what a human has to decide about whole registries. */
export function wholePlan(
  { manifests, shard, invalid }: Desired,
  registries: readonly RegistryPlan[],
  stops: readonly Blocker[] = [],
): Plan {
  const plans = registries
    .flatMap(({ repositories }) => repositories)
    .toSorted((a, b) => compareTexts(a.repository, b.repository));
  const inPlace = plans.flatMap((plan) => (plan.inPlace ? [plan.inPlace] : []));
  return {
    version: 1,
    manifests,
    ...(shard && { shard }),
    steps: concatenated(plans.flatMap(({ steps, signings }) => [steps, signings])),
    blockers: [...invalid, ...stops, ...plans.flatMap(({ blockers }) => blockers)].sort(compareItems),
    existing: plans.reduce((sum, { existing }) => sum + existing, 0),
    ...(inPlace.length > 0 && { inPlace: concatenated(inPlace) }),
  };
}
