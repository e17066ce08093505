import type { Descriptor, Digest } from '@cip/oci';
import { Turns } from './turns.js';

/** The list of what refers to one subject in one repository, `host[:port]/path`. */
export interface ReferrersList {
  readonly repository: string;
  readonly subject: Digest;
}

/** What one client entered into lists of referrers. All of its repositories share it, so that each list has one writer at a time. */
export class EnteredReferrers {
  readonly #turns = new Turns();
  readonly #entries = new Map<string, Descriptor[]>();

  /** Does work on a list while nobody else of this client does. */
  async alone<T>(list: ReferrersList, work: () => Promise<T>): Promise<T> {
    return this.#turns.take(keyOf(list), work);
  }

  remember(list: ReferrersList, entry: Descriptor): void {
    const key = keyOf(list);
    this.#entries.set(key, [...(this.#entries.get(key) ?? []), entry]);
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
