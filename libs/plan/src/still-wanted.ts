import { type Digest, groupBy } from '@cip/oci';
import type { RepositoryPlan } from './compare-repository.js';
import type { Desired } from './desired.js';
import type { RegistryPlan } from './registry-plan.js';

/**
 * Which destination repositories may still want an image of a source. Before a registry is planned, that is each that the
 * manifests name; after that, each that has a step for the image, until it has what it needs.
 */
export class StillWanted {
  readonly #bySource: ReadonlyMap<string, readonly string[]>;
  /** Repositories that get nothing more. */
  readonly #done = new Set<string>();
  readonly #plans = new Map<string, RepositoryPlan>();
  readonly #wanted = new Map<string, ReadonlySet<Digest>>();

  constructor({ repositories }: Pick<Desired, 'repositories'>) {
    const edges = repositories.flatMap(({ name, claims }) =>
      [...new Set(claims.map(({ source }) => source))].map((source) => ({ source, name })),
    );
    const bySource = groupBy(edges, ({ source }) => source);
    this.#bySource = new Map([...bySource].map(([source, alike]) => [source, alike.map(({ name }) => name)]));
  }

  /** A registry was planned; with `isStopped` nothing will be done there. */
  planned({ repositories }: Pick<RegistryPlan, 'repositories'>, isStopped = false): void {
    for (const plan of repositories) {
      if (isStopped || plan.steps.length === 0) this.done(plan.repository);
      else this.#plans.set(plan.repository, plan);
    }
  }

  /** A repository has all that it gets in this run. */
  done(repository: string): void {
    this.#plans.delete(repository);
    this.#wanted.delete(repository);
    this.#done.add(repository);
  }

  /** Repositories with their registries. */
  *of(source: string, digest: Digest): Generator<string> {
    for (const repository of this.#bySource.get(source) ?? []) {
      if (!this.#done.has(repository) && this.#mayWant(repository, digest)) yield repository;
    }
  }

  #mayWant(repository: string, digest: Digest): boolean {
    const plan = this.#plans.get(repository);
    if (!plan) return true;
    let wanted = this.#wanted.get(repository);
    if (!wanted) {
      wanted = new Set([...plan.steps].map((step) => step.digest));
      this.#wanted.set(repository, wanted);
    }
    return wanted.has(digest);
  }
}
