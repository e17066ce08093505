import type { Console } from '@cip/cli';
import {
  CarryOut,
  type CarryOutOptions,
  type DestinationFacts,
  destinationFacts,
  type RepositorySteps,
  type RunOptions,
  type Targets,
} from '@cip/copy';
import { createInventory } from '@cip/inventory';
import { compareTexts, type Inventory } from '@cip/oci';
import {
  type Blocker,
  type Desired,
  type DesiredRegistry,
  planRegistry,
  type PlanOptions,
  registriesOf,
  type RegistryPlan,
  type RepositoryPlan,
  type SafetyLimits,
  safetyStop,
  type StepOutcome,
  StillWanted,
} from '@cip/plan';
import type { ReadOnlyRegistry } from '@cip/registry';
import type { Uncompared } from '@cip/report';
import type { Provenance } from './provenance.js';
import type { PromotionRequest } from './request.js';
import { PromotionProgress } from './promotion-progress.js';
import type { PromotionSigning } from './sign/open-signing.js';

/** Where registries are read, and where they are written if that was asked for. */
export interface Registries {
  readonly reading: ReadOnlyRegistry;
  readonly writing: Targets | undefined;
  readonly provenance: Provenance;
  /** Absent where nothing is signed. */
  readonly signing: PromotionSigning | undefined;
}

/** What was found out and done. */
export interface Promoted {
  readonly plans: readonly RegistryPlan[];
  /** Registries on which nothing was done, and why. */
  readonly stops: readonly Blocker[];
  readonly outcomeOf: (destination: string, position: number) => StepOutcome | undefined;
  /** Registries that no plan was made for. */
  readonly uncompared: readonly Uncompared[];
}

/**
 * Plans each destination registry, and fills it as soon as its own plan stands: a slow or dead one holds up nobody. Does not
 * reject on abort.
 */
export async function promoteRegistries(
  desired: Desired,
  registries: Registries,
  request: PromotionRequest,
  console: Console,
  signal: AbortSignal,
): Promise<Promoted> {
  const destinations = registriesOf(desired);
  const run = new PromotionRun(desired, destinations, registries, request, console, signal);
  await Promise.all(destinations.map((registry) => run.promote(registry)));
  await run.copySigned();
  return run;
}

class PromotionRun implements Promoted {
  readonly plans: RegistryPlan[] = [];
  readonly stops: Blocker[] = [];
  readonly #outcomes = new Map<string, StepOutcome[]>();
  readonly #facts = new Map<string, DestinationFacts>();
  readonly #still: StillWanted;
  readonly #inventory: Inventory;
  readonly #progress: PromotionProgress;
  readonly #provenance: Provenance & Pick<PlanOptions, 'findUnsigned'>;
  /** Undefined for a dry run. */
  readonly #work: CarryOut | undefined;
  /** Undefined for a dry run, and where nothing is signed. */
  readonly #signing: ReturnType<PromotionSigning['begin']>;

  constructor(
    desired: Desired,
    private readonly destinations: readonly DesiredRegistry[],
    { reading, writing, provenance, signing }: Registries,
    private readonly request: PromotionRequest,
    private readonly console: Console,
    private readonly signal: AbortSignal,
  ) {
    this.#still = new StillWanted(desired);
    this.#progress = new PromotionProgress(console.progress, desired.repositories.length);
    this.#inventory = createInventory(reading, {
      onContradiction: (repository, reason) => {
        console.log.warn(`${repository}: ${reason}; each tag and digest was asked for by itself`);
      },
    });
    this.#provenance = { ...provenance, ...(signing && { findUnsigned: signing.findUnsigned }) };
    this.#work = writing && new CarryOut(writing, this.#workOptions(destinations.length));
    this.#signing = signing?.begin(this.outcomeOf, this.#onOutcome);
  }

  readonly outcomeOf = (destination: string, position: number): StepOutcome | undefined =>
    this.#outcomes.get(destination)?.[position];

  get uncompared(): Uncompared[] {
    const compared = new Set(this.plans.map(({ registry }) => registry));
    return this.destinations
      .filter(({ registry }) => !compared.has(registry))
      .map(({ registry, repositories }) => ({ registry, repositories: repositories.length }))
      .sort((a, b) => compareTexts(a.registry, b.registry));
  }

  async promote(registry: DesiredRegistry): Promise<void> {
    try {
      const plan = await this.#plan(registry);
      const stop = safetyStop(plan, limitsOf(this.request));
      this.#decided(plan, stop);
      if (stop) return;
      await this.#work?.fill(inOrder(plan.repositories, this.#facts));
      await this.#signing?.sign(plan);
    } catch (error) {
      if (!this.signal.aborted) throw error;
    }
  }

  /** What other registries lack is known, and copied, once all are filled. */
  async copySigned(): Promise<void> {
    await this.#signing?.copy();
  }

  #plan(registry: DesiredRegistry): Promise<RegistryPlan> {
    return planRegistry(registry, this.#inventory, {
      signal: this.signal,
      includeInPlace: this.request.all,
      ...this.#provenance,
      onInventory: (repository, found) => this.#facts.set(repository, destinationFacts(found)),
      onCompared: () => {
        this.#progress.compared();
      },
    });
  }

  #decided(plan: RegistryPlan, stop: Blocker | undefined): void {
    this.plans.push(plan);
    this.#still.planned(plan, stop !== undefined);
    this.#work?.refresh();
    if (this.#work && stop) this.stops.push(stop);
    else if (this.#work) this.#progress.planned(plan.steps + plan.signings);
    else if (stop) {
      const { destination, reason } = stop;
      this.console.log.warn(`${destination}: with --confirm, nothing would be written here: ${reason}`);
    }
  }

  readonly #onOutcome: CarryOutOptions['onOutcome'] = ({ destination }, position, outcome) => {
    const outcomes = this.#outcomes.get(destination) ?? [];
    this.#outcomes.set(destination, outcomes);
    outcomes[position] = outcome;
    this.#progress.stepDone();
  };

  #workOptions(registries: number): CarryOutOptions {
    return {
      ...copyOptions(this.request),
      signal: this.signal,
      registries,
      mayWant: (source, digest) => this.#still.of(source, digest),
      onOutcome: this.#onOutcome,
      onRepository: (repository) => {
        this.#facts.delete(repository);
        this.#still.done(repository);
      },
    };
  }
}

function copyOptions({ maxBufferedBytes, registry: { concurrency } }: PromotionRequest): RunOptions {
  return {
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
