import type { Digest } from '@cip/oci';
import { CopyGroup } from './copy-group.js';

/** The repositories, with their registries, that may still want a graph of a source. */
export type MayWant = (source: string, digest: Digest) => Iterable<string>;

interface Entry {
  readonly group: CopyGroup;
  readonly source: string;
  readonly digest: Digest;
}

/** The groups of a run, each from the first copy of its graph until the last. */
export class CopyGroups {
  readonly #entries = new Map<string, Entry>();

  constructor(private readonly mayWant: MayWant) {}

  /** The group of a graph, for one of its destinations. */
  join(source: string, digest: Digest, destination: string): CopyGroup {
    const key = `${source}@${digest}`;
    const known = this.#entries.get(key);
    if (known) return known.group;
    const group = new CopyGroup([destination, ...this.mayWant(source, digest)]);
    this.#entries.set(key, { group, source, digest });
    return group;
  }

  /** The destination is done with the whole graph, well or badly. */
  finish(source: string, digest: Digest, destination: string): void {
    const key = `${source}@${digest}`;
    const group = this.#entries.get(key)?.group;
    group?.finish(destination);
    if (group?.isFinished === true) this.#entries.delete(key);
  }

  /** Nobody waits any longer for those that no longer want something. */
  refresh(): void {
    for (const [key, { group, source, digest }] of this.#entries) {
      group.keep(new Set(this.mayWant(source, digest)));
      if (group.isFinished) this.#entries.delete(key);
    }
  }
}
