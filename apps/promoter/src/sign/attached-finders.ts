import { AttachedFinder } from '@cip/inventory';
import type { CallOptions } from '@cip/oci';
import type { ReadOnlyRegistry } from '@cip/registry';

/** What is attached in each repository, by its name: its tags are listed once, when it is first looked at. */
export class AttachedFinders {
  readonly #byName = new Map<string, AttachedFinder>();

  constructor(
    private readonly registry: Pick<ReadOnlyRegistry, 'repository'>,
    private readonly options: CallOptions,
  ) {}

  of(name: string): AttachedFinder {
    const known = this.#byName.get(name);
    if (known) return known;
    const finder = new AttachedFinder(this.registry.repository(name), this.options);
    this.#byName.set(name, finder);
    return finder;
  }
}
