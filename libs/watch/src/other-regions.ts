import { type Elsewhere, isUnreadable, type Known, type Original, type Unreadable } from '@cip/audit';
import { hostOf, untilAborted } from '@cip/oci';
import { SharedReads } from './shared-reads.js';
import { ShortMemory } from './short-memory.js';

export interface OtherRegionsOptions {
  /** What a tag points at in a repository; never rejects but on abort. */
  readonly read: (repository: string, tag: string) => Promise<Known<Original>>;
  /** Milliseconds that a region is waited for. */
  readonly within: number;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

const aMinute = 60_000;

/**
 * What tags point at in other regions. A promotion gives one tag to all regions within a moment: so what was read counts
 * for a minute, or each of twenty regions would be read twenty times. A region that does not answer soon holds up no
 * verdict on another one, and none of its host is asked again for a minute.
 */
export class OtherRegions {
  readonly #found: ShortMemory<Known<Original>>;
  readonly #silent: ShortMemory<Unreadable>;
  readonly #reads = new SharedReads<Known<Original>>();

  constructor(private readonly options: OtherRegionsOptions) {
    this.#found = new ShortMemory(aMinute, options.clock);
    this.#silent = new ShortMemory(aMinute, options.clock);
  }

  /** From those that have the tag and could be read. */
  async holding(tag: string, repositories: readonly string[]): Promise<readonly Elsewhere[]> {
    const reading = repositories.map(async (repository) => {
      const found = await this.#read(repository, tag);
      return found === 'absent' || isUnreadable(found) ? [] : [{ repository, ...found }];
    });
    return (await Promise.all(reading)).flat();
  }

  async #read(repository: string, tag: string): Promise<Known<Original>> {
    const what = `${repository}:${tag}`;
    const host = hostOf(repository);
    const known = this.#found.of(what) ?? this.#silent.of(host);
    if (known) return known;
    const { read, within } = this.options;
    const reading = this.#reads.do(what, () => read(repository, tag));
    const late = { unreadable: `no answer within ${within} ms` };
    const found = await untilAborted(reading, AbortSignal.timeout(within), late);
    if (isUnreadable(found)) this.#silent.add(host, found);
    else this.#found.add(what, found);
    return found;
  }
}
