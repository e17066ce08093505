import { type Descriptor, type Digest, Turns } from '@cip/oci';

/** The list of what refers to one subject in one repository, `host[:port]/path`. */
export interface ReferrersList {
  readonly repository: string;
  readonly subject: Digest;
}

/** What one client entered into lists of referrers. All of its repositories share it, so that each list has one writer at a time. */
export class EnteredReferrers {
  readonly #turns = new Turns();
  readonly #waiting = new Map<string, Set<Descriptor>>();
  readonly #entries = new Map<string, Descriptor[]>();

  /**
   * Has an entry written by `write`, together with others that wait for their turn meanwhile. Where that fails, each of
   * those is written anew in its own turn.
   */
  async enter(
    list: ReferrersList,
    entry: Descriptor,
    write: (entries: readonly Descriptor[]) => Promise<void>,
  ): Promise<void> {
    const key = keyOf(list);
    const waiting = this.#waiting.get(key) ?? new Set();
    this.#waiting.set(key, waiting.add(entry));
    await this.alone(list, async () => {
      if (!waiting.has(entry)) return;
      const entries = [...waiting];
      waiting.clear();
      try {
        await write(entries);
      } catch (error) {
        for (const other of entries) if (other !== entry) waiting.add(other);
        throw error;
      }
    });
    this.#remember(key, entry);
  }

  /** Does work on a list while nobody else of this client does. */
  async alone<T>(list: ReferrersList, work: () => Promise<T>): Promise<T> {
    return this.#turns.take(keyOf(list), work);
  }

  #remember(key: string, entry: Descriptor): void {
    const entries = this.#entries.get(key);
    if (entries) entries.push(entry);
    else this.#entries.set(key, [entry]);
  }

  /** What was entered into a list since the last call. */
  take(list: ReferrersList): readonly Descriptor[] {
    const key = keyOf(list);
    const entries = this.#entries.get(key) ?? [];
    this.#entries.delete(key);
    return entries;
  }
}

function keyOf({ repository, subject }: ReferrersList): string {
  return `${repository}@${subject}`;
}
