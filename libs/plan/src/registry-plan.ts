import { groupBy, hostOf, type Inventory, type RepositoryInventory } from '@cip/oci';
import type { FindMissing, FindUnsigned, Prove } from '@cip/provenance';
import pMap from 'p-map';
import { compareRepository, type RepositoryPlan } from './compare-repository.js';
import { type Desired, type DesiredRepository, promisedIn } from './desired.js';

/** The destination repositories of one registry that are to hold something. */
export interface DesiredRegistry {
  /** `host[:port]`. */
  readonly registry: string;
  /** Sorted by name. */
  readonly repositories: readonly DesiredRepository[];
}

/** What one destination registry needs. */
export interface RegistryPlan {
  /** `host[:port]`. */
  readonly registry: string;
  /** Sorted by name. */
  readonly repositories: readonly RepositoryPlan[];
  readonly steps: number;
  /** How many of the steps bring attached artifacts. */
  readonly attachments: number;
  /** How many steps sign; `steps` does not count them. */
  readonly signings: number;
  /** How many digests, counted by repository, the manifests promise here; those of an older tree, too. */
  readonly promised: number;
}

export interface PlanOptions {
  readonly signal?: AbortSignal;
  /** Keep the items that are in place, not only their number. Default: false. */
  readonly includeInPlace?: boolean;
  /** How many repositories of one registry are compared at a time. Default: 8. */
  readonly repositoriesPerHost?: number;
  /**
   * Holds new images against the provenance policies that apply to them. Without it, nothing is proven: what a policy requires
   * is held back.
   */
  readonly prove?: Prove;
  /** Finds out what should be attached to promised images and is not. Default: nobody looks. */
  readonly findMissing?: FindMissing;
  /** Finds out what promised images lack of what the promoter signs. Default: nobody looks. */
  readonly findUnsigned?: FindUnsigned;
  /** Called with what was found in each repository that needs steps, for whoever carries them out. */
  readonly onInventory?: (repository: string, inventory: RepositoryInventory) => void;
  /** Called after each repository. */
  readonly onCompared?: (repository: string) => void;
}

/** What is desired, by destination registry: each can be planned and filled by itself. */
export function registriesOf({ repositories }: Pick<Desired, 'repositories'>): DesiredRegistry[] {
  const registries = groupBy(repositories, ({ name }) => hostOf(name));
  return [...registries].map(([registry, wanted]) => ({ registry, repositories: wanted }));
}

/**
 * Compares what one registry should hold with what it holds. The result does not depend on the order of answers. Rejects on
 * abort only.
 */
export async function planRegistry(
  { registry, repositories }: DesiredRegistry,
  inventory: Inventory,
  options: PlanOptions = {},
): Promise<RegistryPlan> {
  const { signal, includeInPlace = false, repositoriesPerHost = 8 } = options;
  const { prove, findMissing, findUnsigned, onInventory, onCompared } = options;
  const compare = async (repository: DesiredRepository): Promise<RepositoryPlan> => {
    signal?.throwIfAborted();
    const { found, ...plan } = await compareRepository(repository, inventory, {
      includeInPlace,
      ...(prove && { prove }),
      ...(findMissing && { findMissing }),
      ...(findUnsigned && { findUnsigned }),
      ...(signal && { signal }),
    });
    if (found && plan.steps.length > 0) onInventory?.(repository.name, found);
    onCompared?.(repository.name);
    return plan;
  };
  const plans = await pMap(repositories, compare, { concurrency: repositoriesPerHost });
  return {
    registry,
    repositories: plans,
    steps: plans.reduce((sum, { steps }) => sum + steps.length, 0),
    attachments: plans.reduce((sum, { attachments }) => sum + attachments, 0),
    signings: plans.reduce((sum, { signings }) => sum + signings.length, 0),
    promised: repositories.reduce((sum, repository) => sum + promisedIn(repository), 0),
  };
}
