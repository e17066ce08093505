import type { Digest } from '@cip/oci';

/**
 * The destinations that one graph goes to. It knows which of them may still want a blob, so that a shared read can
 * wait for those and for no others.
 */
export class CopyGroup {
  readonly #pending = new Set<string>();
  readonly #decided = new Map<Digest, Set<string>>();
  readonly #watchers = new Set<() => void>();

  /** Destinations are repositories with their registry. */
  constructor(destinations: Iterable<string>) {
    for (const destination of destinations) this.#pending.add(destination);
  }

  /** The destination has the blob, or is waiting for its content. */
  decide(destination: string, blob: Digest): void {
    const decided = this.#decided.get(blob) ?? new Set();
    this.#decided.set(blob, decided.add(destination));
    this.#notify();
  }

  /** The destination is done with the whole graph, well or badly. */
  finish(destination: string): void {
    this.#pending.delete(destination);
    this.#notify();
  }

  get isFinished(): boolean {
    return this.#pending.size === 0;
  }

  /** Only these may still want something. */
  keep(wanting: ReadonlySet<string>): void {
    for (const destination of this.#pending) if (!wanting.has(destination)) this.#pending.delete(destination);
    this.#notify();
  }

  /** Destinations that may still want the blob. */
  undecided(blob: Digest): string[] {
    const decided = this.#decided.get(blob);
    return [...this.#pending].filter((destination) => decided?.has(destination) !== true);
  }

  /** Resolves when all destinations have decided on the blob, at the latest after the given milliseconds. */
  async untilDecided(blob: Digest, atMost: number): Promise<void> {
    if (this.undecided(blob).length === 0) return;
    await new Promise<void>((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.#watchers.delete(check);
        resolve();
      };
      const check = (): void => {
        if (this.undecided(blob).length === 0) finish();
      };
      const timer = setTimeout(finish, atMost);
      this.#watchers.add(check);
    });
  }

  #notify(): void {
    for (const check of [...this.#watchers]) check();
  }
}
