import { type Digest, formatRepositoryName } from '@cip/oci';
import { onSide } from './errors.js';
import type { Job, JobResult } from './job.js';

/**
 * The lists of referrers that a run added to. Somebody else may have overwritten one since, so that each is read again at
 * the end of the run, and the results of the jobs that added to it wait for that.
 */
export class ListedReferrers {
  readonly #subjects = new Map<Job, Set<Digest>>();
  readonly #confirmations = new Map<string, Promise<void>>();

  constructor(private readonly signal: AbortSignal | undefined) {}

  /** The job pushed a manifest with this subject. */
  add(job: Job, subject: Digest): void {
    this.#subjects.set(job, (this.#subjects.get(job) ?? new Set()).add(subject));
  }

  /** Whether the job's result has to wait. */
  concern(job: Job): boolean {
    return this.#subjects.has(job);
  }

  /** The job's result when its lists were read again. Where that cannot be done, the job has failed, and the next run lists anew. */
  async confirmed(job: Job, result: JobResult): Promise<JobResult> {
    const subjects = [...(this.#subjects.get(job) ?? [])];
    if (this.signal?.aborted) return result;
    try {
      await Promise.all(subjects.map((subject) => this.#confirm(job, subject)));
      return result;
    } catch (error) {
      return this.signal?.aborted ? result : { ...result, state: 'failed', error };
    }
  }

  async #confirm({ target }: Job, subject: Digest): Promise<void> {
    const repository = formatRepositoryName(target.name);
    const key = `${repository}@${subject}`;
    const task = { operation: 'confirming the list of referrers of', subject, repository };
    const work =
      this.#confirmations.get(key) ??
      onSide('destination', task, () =>
        target.confirmReferrers(subject, this.signal && { signal: this.signal }),
      );
    this.#confirmations.set(key, work);
    await work;
  }
}
