import { compareRepository, type Comparison } from './compare-repository.js';
import { compareTexts } from '@cip/manifest';
import type { Inventory, RepositoryInventory } from '@cip/oci';
import pMap from 'p-map';
import type { Desired, DesiredRepository } from './desired.js';
import type { Plan } from './plan.js';

export interface PlanOptions {
  readonly signal?: AbortSignal;
  /** Keep the items that are in place, not only their number. Default: false. */
  readonly includeInPlace?: boolean;
  /** How many repositories of one registry are compared at a time. Default: 16. */
  readonly repositoriesPerHost?: number;
  /** Called with what was found in each repository that needs steps, for whoever carries them out. */
  readonly onInventory?: (repository: string, inventory: RepositoryInventory) => void;
  /** Called after each repository. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/**
 * Compares what production should hold with what it holds. Registries are worked on side by side, so that a slow one
 * does not hold up the others; the result does not depend on the order of answers.
 */
export async function planPromotion(
  desired: Desired,
  inventory: Inventory,
  options: PlanOptions = {},
): Promise<Plan> {
  const { signal, includeInPlace = false, repositoriesPerHost = 16, onInventory, onProgress } = options;
  const results = new Map<string, Omit<Comparison, 'found'>>();
  let existing = 0;
  const compareNext = async (repository: DesiredRepository): Promise<void> => {
    signal?.throwIfAborted();
    const { found, ...result } = await compareRepository(repository, inventory, {
      includeInPlace,
      ...(signal && { signal }),
    });
    if (found && result.steps.length > 0) onInventory?.(repository.name, found);
    existing += result.existing;
    results.set(repository.name, result);
    onProgress?.({ done: results.size, total: desired.repositories.length });
  };
  const lanes = [...byHost(desired.repositories)].map((lane) =>
    pMap(lane, compareNext, { concurrency: repositoriesPerHost }),
  );
  await Promise.all(lanes);
  const ordered = desired.repositories.flatMap(({ name }) => results.get(name) ?? []);
  return {
    version: 1,
    manifests: desired.manifests,
    ...(desired.shard && { shard: desired.shard }),
    steps: ordered.flatMap(({ steps }) => steps).sort(compareItems),
    blockers: [...desired.invalid, ...ordered.flatMap(({ blockers }) => blockers)].sort(compareItems),
    existing,
    ...(includeInPlace && { inPlace: ordered.flatMap(({ inPlace }) => inPlace ?? []) }),
  };
}

function byHost(repositories: readonly DesiredRepository[]): Iterable<DesiredRepository[]> {
  const hosts = new Map<string, DesiredRepository[]>();
  for (const repository of repositories) {
    const registry = repository.name.slice(0, repository.name.indexOf('/'));
    const lane = hosts.get(registry);
    if (lane) lane.push(repository);
    else hosts.set(registry, [repository]);
  }
  return hosts.values();
}

interface Comparable {
  readonly destination: string;
  readonly image: string;
  readonly digest: string;
  readonly kind: string;
  readonly tags: readonly string[];
  readonly where?: { readonly file: string; readonly line: number };
}

function compareItems(a: Comparable, b: Comparable): number {
  return (
    compareTexts(a.destination, b.destination) ||
    compareTexts(a.image, b.image) ||
    compareTexts(a.digest, b.digest) ||
    compareTexts(a.kind, b.kind) ||
    compareTexts(a.tags.join(), b.tags.join()) ||
    compareTexts(a.where?.file ?? '', b.where?.file ?? '') ||
    (a.where?.line ?? 0) - (b.where?.line ?? 0)
  );
}
