import { failureOf, messageOf, type WriteOnceTarget } from '@cip/oci';
import { type Blocker, type List, type Step, type StepOutcome, tagMovedReason } from '@cip/plan';
import type { MayWant } from './copy-groups.js';
import { CopyRun, type RunOptions } from './copy-run.js';
import { CopyError } from './errors.js';
import type { DestinationFacts, Job, JobResult } from './job.js';

/** Where the repositories of a plan are found. */
export interface Targets {
  repository(name: string): WriteOnceTarget;
}

/** What is to be done in one destination repository. */
export interface RepositorySteps {
  readonly repository: string;
  /** Read once, step by step. */
  readonly steps: List<Step>;
  /** What the planning run knows of the repository; without it, everything is looked up again. */
  readonly facts?: DestinationFacts;
}

export interface CarryOutOptions extends RunOptions {
  /** How many registries there are to fill, in all. */
  readonly registries: number;
  /** Which repositories may still want a graph of a source: a read is shared with those that come in time. Default: none. */
  readonly mayWant?: MayWant;
  /** Called as soon as a step is finished; `position` is its place in the steps of its repository, from 0. */
  readonly onOutcome: (step: Step, position: number, outcome: StepOutcome) => void;
  /** Called when all steps of a repository are finished. */
  readonly onRepository?: (repository: string) => void;
}

interface StepJob extends Job {
  readonly step: Step;
  readonly position: number;
}

/** Carries out the steps of a plan, registry by registry, and reads back what was written. */
export class CarryOut {
  readonly #run: CopyRun;

  constructor(
    private readonly registry: Targets,
    private readonly options: CarryOutOptions,
  ) {
    this.#run = new CopyRun(options.registries, options.mayWant ?? (() => []), options);
  }

  /**
   * Carries out the steps of one registry, repository by repository, in the given order. The failure of one step stops no
   * other; does not reject. After an abort, what was not finished has the outcome `planned`, or none.
   */
  async fill(repositories: Iterable<RepositorySteps>): Promise<void> {
    const left = new Map<string, number>();
    await this.#run.work(this.#jobs(repositories, left), ({ step, position }, result) => {
      this.options.onOutcome(step, position, toOutcome(step, result));
      const { destination } = step;
      const now = (left.get(destination) ?? 0) - 1;
      left.set(destination, now);
      if (now === 0) this.#leave(destination);
    });
  }

  /** What `mayWant` answers has changed. */
  refresh(): void {
    this.#run.refresh();
  }

  *#jobs(repositories: Iterable<RepositorySteps>, left: Map<string, number>): Generator<StepJob> {
    for (const { repository, steps, facts } of repositories) {
      left.set(repository, steps.length);
      let position = 0;
      for (const step of steps) {
        if (this.options.signal?.aborted === true) return;
        yield this.#job(step, position++, facts);
      }
    }
  }

  #job(step: Step, position: number, facts: DestinationFacts | undefined): StepJob {
    const { kind, digest, tags } = step;
    const source = this.registry.repository(step.source);
    const target = this.registry.repository(step.destination);
    return { kind, digest, tags, source, target, step, position, ...(facts && { facts }) };
  }

  #leave(repository: string): void {
    this.#run.leave(repository);
    this.options.onRepository?.(repository);
  }
}

/** Of most steps nothing more is to be said; there may be very many of them. */
const plain: Readonly<Record<JobResult['state'], StepOutcome>> = {
  promoted: { state: 'promoted', blockers: [] },
  existing: { state: 'existing', blockers: [] },
  blocked: { state: 'blocked', blockers: [] },
  failed: { state: 'failed', blockers: [] },
  planned: { state: 'planned', blockers: [] },
};

function toOutcome(step: Step, result: JobResult): StepOutcome {
  const { image, digest, source, destination, where } = step;
  const blockers = result.taken.map(({ tag, holder }): Blocker => ({
    kind: 'tag-moved',
    image,
    digest,
    tags: [tag],
    source,
    destination,
    reason: tagMovedReason(holder),
    holder,
    ...(where && { where }),
  }));
  if (blockers.length === 0 && result.error === undefined) return plain[result.state];
  return { state: result.state, blockers, ...(result.error !== undefined && whyFailed(result.error)) };
}

function whyFailed(error: unknown): Pick<StepOutcome, 'reason' | 'failure' | 'side' | 'operation'> {
  const facts = { reason: messageOf(error), failure: failureOf(error) };
  return error instanceof CopyError ? { ...facts, side: error.side, operation: error.operation } : facts;
}
