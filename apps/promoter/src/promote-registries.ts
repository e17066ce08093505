import type { Console } from '@cip/cli';
import {
  CarryOut,
  type DestinationFacts,
  destinationFacts,
  type RepositorySteps,
  type Targets,
} from '@cip/copy';
import { createInventory } from '@cip/inventory';
import { compareTexts } from '@cip/oci';
import {
  type Blocker,
  type Desired,
  planRegistry,
  registriesOf,
  type RegistryPlan,
  type RepositoryPlan,
  type SafetyLimits,
  safetyStop,
  type StepOutcome,
  StillWanted,
} from '@cip/plan';
import type { ReadOnlyRegistry } from '@cip/registry';
import type { PromotionRequest } from './request.js';
import { PromotionProgress } from './promotion-progress.js';

/** Where registries are read, and where they are written if that was asked for. */
export interface Registries {
  readonly reading: ReadOnlyRegistry;
  readonly writing: Targets | undefined;
}

/** What was found out and done. A registry that no plan was made for, as a signal came first, is not in here. */
export interface Promoted {
  readonly plans: readonly RegistryPlan[];
  /** Registries on which nothing was done, and why. */
  readonly stops: readonly Blocker[];
  readonly outcomeOf: (destination: string, position: number) => StepOutcome | undefined;
}

/**
 * Plans each destination registry, and fills it as soon as its own plan stands: a slow or dead one holds up nobody. Does not
 * reject on abort.
 */
export async function promoteRegistries(
  desired: Desired,
  { reading, writing }: Registries,
  request: PromotionRequest,
  console: Console,
  signal: AbortSignal,
): Promise<Promoted> {
  const registries = registriesOf(desired);
  const progress = new PromotionProgress(console.progress, desired.repositories.length);
  const facts = new Map<string, DestinationFacts>();
  const outcomes = new Map<string, StepOutcome[]>();
  const plans: RegistryPlan[] = [];
  const stops: Blocker[] = [];
  const still = new StillWanted(desired);
  const inventory = createInventory(reading, {
    onContradiction: (repository, reason) => {
      console.log.warn(`${repository}: ${reason}; each tag and digest was asked for by itself`);
    },
  });
  const work =
    writing &&
    new CarryOut(writing, {
      ...copyOptions(request),
      signal,
      registries: registries.length,
      mayWant: (source, digest) => still.of(source, digest),
      onOutcome: ({ destination }, position, outcome) => {
        const known = outcomes.get(destination) ?? [];
        outcomes.set(destination, known);
        known[position] = outcome;
        progress.stepDone();
      },
      onRepository: (repository) => {
        facts.delete(repository);
        still.done(repository);
      },
    });

  const promote = async (registry: (typeof registries)[number]): Promise<void> => {
    const plan = await planRegistry(registry, inventory, {
      signal,
      includeInPlace: request.all,
      onInventory: (repository, found) => facts.set(repository, destinationFacts(found)),
      onCompared: () => {
        progress.compared();
      },
    });
    plans.push(plan);
    const stop = safetyStop(plan, limitsOf(request));
    still.planned(plan, stop !== undefined);
    work?.refresh();
    if (stop && work) stops.push(stop);
    else if (stop)
      console.log.warn(`${stop.destination}: with --confirm, nothing would be written here: ${stop.reason}`);
    if (stop || !work) return;
    progress.planned(plan.steps);
    await work.fill(inOrder(plan.repositories, facts));
  };
  await Promise.all(
    registries.map((registry) =>
      promote(registry).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      }),
    ),
  );
  return { plans, stops, outcomeOf: (destination, position) => outcomes.get(destination)?.[position] };
}

function copyOptions({ attached, maxBufferedBytes, registry: { concurrency } }: PromotionRequest) {
  return {
    attached,
    ...(maxBufferedBytes !== undefined && { maxBufferedBytes }),
    ...(concurrency !== undefined && { uploadsPerHost: concurrency }),
  };
}

function limitsOf({ safety, shard }: PromotionRequest): SafetyLimits {
  return { ...safety, ...(shard && { shards: shard.count }) };
}

/** The same order on every registry, however its prefixes differ, so that they want the same blobs at about the same time. */
function inOrder(
  repositories: readonly RepositoryPlan[],
  facts: ReadonlyMap<string, DestinationFacts>,
): Iterable<RepositorySteps> {
  const open = repositories.filter(({ steps }) => steps.length > 0);
  const sources = new Map(open.map((plan) => [plan, firstSource(plan)]));
  const ordered = open.toSorted((a, b) => compareTexts(sources.get(a) ?? '', sources.get(b) ?? ''));
  return ordered.map(({ repository, steps }) => {
    const known = facts.get(repository);
    return { repository, steps, ...(known && { facts: known }) };
  });
}

function firstSource({ steps }: RepositoryPlan): string {
  for (const { source } of steps) return source;
  return '';
}
