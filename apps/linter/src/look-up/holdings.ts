import type { Digest } from '@cip/oci';
import type { Plan } from '@cip/plan';

/** What making a plan has told about who holds a digest. */
export class Holdings {
  readonly #known = new Map<string, boolean>();

  constructor({ steps, blockers, inPlace = [] }: Plan) {
    for (const { destination, digest } of inPlace) this.#known.set(`${destination}@${digest}`, true);
    for (const { kind, destination, digest } of steps) {
      this.#known.set(`${destination}@${digest}`, kind === 'tag');
    }
    for (const { kind, destination, digest } of blockers) {
      if (kind === 'missing-source') this.#known.set(`${destination}@${digest}`, false);
    }
  }

  /** Whether a repository is known to hold a digest. */
  holds(repository: string, digest: Digest): boolean {
    return this.#known.get(`${repository}@${digest}`) === true;
  }

  /** The repositories that may hold a digest, those that are known to do first. */
  candidates(repositories: readonly string[], digest: Digest): string[] {
    const known = (repository: string): boolean | undefined => this.#known.get(`${repository}@${digest}`);
    return [
      ...repositories.filter((repository) => known(repository) === true),
      ...repositories.filter((repository) => known(repository) === undefined),
    ];
  }
}
