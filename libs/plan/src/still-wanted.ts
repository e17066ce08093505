import type { Digest } from '@cip/oci';
import type { RepositoryPlan } from './compare-repository.js';
import type { Desired } from './desired.js';
import type { RegistryPlan } from './registry-plan.js';

/**
 * Which destination repositories may still want an image of a source. Before a registry is planned, that is each that the
 * manifests name; after that, each that has a step for the image, until it has what it needs.
 */
export class StillWanted {
  readonly #bySource = new Map<string, Set<string>>();
  readonly #plans = new Map<string, RepositoryPlan>();
  readonly #wanted = new Map<string, ReadonlySet<Digest>>();

  constructor({ repositories }: Pick<Desired, 'repositories'>) {
    for (const { name, claims } of repositories) {
      for (const { source } of claims) {
        const known = this.#bySource.get(source);
        if (known) known.add(name);
        else this.#bySource.set(source, new Set([name]));
      }
    }
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
    for (const repositories of this.#bySource.values()) repositories.delete(repository);
  }

  /** Repositories with their registries. */
  *of(source: string, digest: Digest): Generator<string> {
    for (const repository of this.#bySource.get(source) ?? []) {
      if (this.#mayWant(repository, digest)) yield repository;
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
