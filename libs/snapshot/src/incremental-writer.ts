import type { DestinationFacts } from '@cip/copy';
import type { CallOptions, Digest, RepositoryInventory, Source, WriteOnceTarget } from '@cip/oci';
import { type Backup, imagesPath } from './backup.js';
import type { Base } from './base.js';
import { type HeldManifest, sortedHeld, stateOf } from './held.js';
import type { LayoutWriter, RepositoryWork } from './layout-writer.js';
import type { RecordedRepository } from './record.js';
import { formatRepositoryIndex, indexTag } from './repository-index.js';
import { readRepository } from './read-repository.js';

/**
 * Keeps each image once, by digest, under `images/<repository>`, and an index for each state of a repository. A
 * repository that is as it was in the base costs nothing.
 */
export class IncrementalWriter implements LayoutWriter {
  constructor(
    private readonly backup: Backup<WriteOnceTarget>,
    private readonly production: (repository: string) => Source,
    private readonly base: Base | undefined,
    private readonly call: CallOptions,
  ) {}

  place(name: string): WriteOnceTarget {
    return this.backup.repository(`${imagesPath}/${name}`);
  }

  async prepare(
    name: string,
    state: RepositoryInventory,
  ): Promise<RepositoryWork | { readonly unchanged: RecordedRepository }> {
    const entry = this.base?.repositories.get(name);
    if (entry && state.unknown.size === 0 && entry.state === stateOf(state.manifests.values())) {
      return { unchanged: entry };
    }
    const { kept, facts } = await this.#whatIsKept(name, entry);
    const target = this.place(name);
    const source = this.production(name);
    const missing = [...state.manifests.values()].filter(({ digest }) => !kept.has(digest));
    const jobs = missing.map(({ digest, tags }) => ({
      kind: 'copy' as const,
      digest,
      tags: [],
      productionTags: tags,
      source,
      target,
      repository: name,
      ...(facts && { facts }),
    }));
    return { name, state, jobs, kept };
  }

  async finish(name: string, held: readonly HeldManifest[]): Promise<RecordedRepository> {
    const index = formatRepositoryIndex(held);
    const { digest, size } = index.descriptor;
    const before = this.base?.repositories.get(name)?.index?.digest;
    if (digest !== before) {
      const place = this.place(name);
      await place.pushManifest(index, { ...this.call, tag: indexTag(digest) });
      const there = await place.resolve(indexTag(digest), this.call);
      if (there?.digest !== digest) {
        throw new Error(
          `the index ${digest} of ${name} was written, but reads as ${there?.digest ?? 'not there'}`,
        );
      }
    }
    return { name, state: stateOf(held), index: { digest, size } };
  }

  /** From the base, where the repository is in it; else as the backup lists it, since an earlier run may have begun. */
  async #whatIsKept(
    name: string,
    entry: RecordedRepository | undefined,
  ): Promise<{ kept: RepositoryWork['kept']; facts?: DestinationFacts }> {
    if (this.base && entry) {
      const held = await readRepository(this.backup, this.base.record, entry, this.call);
      const manifests = new Set(held.map(({ digest }) => digest));
      return { kept: byDigest(held), facts: { exists: true, readAt: 0, manifests } };
    }
    const place = this.place(name);
    const { exists, readAt, manifests } = await place.list(this.call);
    // A registry that knows repositories by their tags may hold what an unfinished run has left without one.
    if (!manifests) return { kept: new Map() };
    return { kept: new Map(), facts: { exists, readAt, manifests: new Set(manifests.keys()) } };
  }
}

function byDigest(held: readonly HeldManifest[]): Map<Digest, HeldManifest> {
  return new Map(sortedHeld(held).map((manifest) => [manifest.digest, manifest]));
}
