import type { Problem } from '@cip/manifest';

/** Called with the mistakes that hide a part of the manifests. When it rejects it is called again by the next reading. */
export type OnInvalid = (problems: readonly Problem[], revision: string) => void | Promise<void>;

/** Tells each distinct set of mistakes once, however often it is read. */
export class InvalidNotice {
  #told = keyOf([]);

  constructor(private readonly onInvalid: OnInvalid) {}

  /** Does not wait: nobody's verdict depends on whether the mistakes could be told. */
  tell(problems: readonly Problem[], revision: string): void {
    const key = keyOf(problems);
    if (key === this.#told) return;
    this.#told = key;
    if (problems.length > 0) void this.#call(problems, revision, key);
  }

  async #call(problems: readonly Problem[], revision: string, key: string): Promise<void> {
    try {
      await this.onInvalid(problems, revision);
    } catch {
      if (this.#told === key) this.#told = keyOf([]);
    }
  }
}

// Without positions and messages, which name lines: an edit above a mistake does not make it another one.
function keyOf(problems: readonly Problem[]): string {
  const facts = problems.map(({ rule, where, touches }) => JSON.stringify([rule, where.file, touches]));
  return [...new Set(facts)].sort().join('\n');
}
