import type { DestinationFacts } from '@cip/copy';
import {
  type CallOptions,
  type Digest,
  isIndexType,
  type RepositoryInventory,
  type Source,
  type WriteOnceTarget,
} from '@cip/oci';
import { partition } from 'es-toolkit/array';
import { namedState, type PromisedInRepository } from './as-before.js';
import { type Backup, imagesPath } from './backup.js';
import type { Base } from './base.js';
import type { ConfirmationPlan } from './choose-confirmations.js';
import { type Confirmation, confirmRepository } from './confirm-repository.js';
import { isDamage } from './damage.js';
import { type HeldManifest, stateOf } from './held.js';
import type { BackupJob, LayoutWriter, RepositoryWork } from './layout-writer.js';
import { readRepository } from './read-repository.js';
import type { RecordedRepository } from './record.js';
import { digestTag, formatRepositoryIndex, indexTag } from './repository-index.js';

/** What an incremental snapshot is written with. */
export interface IncrementalParts {
  readonly backup: Backup<WriteOnceTarget>;
  readonly production: (repository: string) => Source;
  readonly base: Base | undefined;
  readonly confirmation: ConfirmationPlan;
  /** Repositories that are confirmed in this hour. */
  readonly toConfirm: ReadonlySet<string>;
  /** What promoter manifests promise, by path below the prefix of production. */
  readonly promised: (repository: string) => PromisedInRepository | undefined;
  /** Told of a repository that was to be confirmed and could not be read. */
  readonly onUnconfirmed: (repository: string, error: unknown) => void;
}

/** What is believed of a repository in the backup. */
interface Believed extends Pick<
  RepositoryWork,
  'gone' | 'isIndexGone' | 'isConfirmed' | 'kept' | 'tagsThere'
> {
  readonly facts?: DestinationFacts;
}

/** What a run knows when it has looked at a repository, or has not. */
interface Look extends Pick<Confirmation, 'gone' | 'isIndexGone'>, Partial<Pick<Confirmation, 'tags'>> {
  readonly isConfirmed: boolean;
}

/**
 * Keeps each image once, by digest, under `images/<repository>`, and an index for each state of a repository. What the base
 * says is believed, and confirmed now and then; a repository that is as it was in the base costs nothing otherwise.
 */
export class IncrementalWriter implements LayoutWriter {
  constructor(
    private readonly parts: IncrementalParts,
    private readonly call: CallOptions,
  ) {}

  place(name: string): WriteOnceTarget {
    return this.parts.backup.repository(`${imagesPath}/${name}`);
  }

  async prepare(
    name: string,
    state: RepositoryInventory,
  ): Promise<RepositoryWork | { readonly unchanged: RecordedRepository }> {
    const entry = this.parts.base?.repositories.get(name);
    const isSame = entry && state.unknown.size === 0 && entry.state === stateOf(state.manifests.values());
    const { toConfirm } = this.parts;
    if (isSame && !toConfirm.has(name)) return { unchanged: this.#withNamed(entry, state) };
    const believed = await this.#believed(name, entry);
    const isSound = believed.gone?.size === 0 && believed.isIndexGone === false;
    if (isSame && isSound && believed.kept.size === state.manifests.size) {
      const unchanged = this.#withNamed(entry, state);
      return {
        unchanged: believed.isConfirmed === true ? { ...unchanged, confirmed: this.#now } : unchanged,
      };
    }
    return this.#work(name, state, believed);
  }

  prepareAnew({ name, state, kept }: RepositoryWork): RepositoryWork | undefined {
    if (kept.size === 0) return undefined;
    return this.#work(name, state, { kept: new Map(), isIndexGone: true, isConfirmed: true });
  }

  async finish(
    { name, state, jobs, tagsThere, isIndexGone = false, isConfirmed = false }: RepositoryWork,
    held: readonly HeldManifest[],
  ): Promise<RecordedRepository> {
    const untagged = new Set(jobs.flatMap(({ digest, tags }) => (tags.length === 0 ? [digest] : [])));
    await this.#tagOwn(
      name,
      held.filter(({ digest }) => untagged.has(digest)),
      tagsThere,
    );
    const { index, parts } = formatRepositoryIndex(held);
    const { digest, size } = index.descriptor;
    const before = this.parts.base?.repositories.get(name);
    if (digest !== before?.index?.digest || isIndexGone) {
      const place = this.place(name);
      for (const part of parts) {
        const tag = this.#tagFor(part.descriptor.digest);
        await place.pushManifest(part, { ...this.call, ...(tag !== undefined && { tag }) });
      }
      await place.pushManifest(index, { ...this.call, tag: indexTag(digest) });
      const there = await place.resolve(indexTag(digest), this.call);
      if (there?.digest !== digest) {
        throw new Error(
          `the index ${digest} of ${name} was written, but reads as ${there?.digest ?? 'not there'}`,
        );
      }
    }
    const confirmed = isConfirmed ? this.#now : before?.confirmed;
    const entry: RecordedRepository = {
      name,
      state: stateOf(held),
      ...(confirmed !== undefined && { confirmed }),
      index: { digest, size },
    };
    return this.#withNamed(entry, state);
  }

  /** Says what the next run can compare tags with, where they are all that production lists, and nothing is lacking. */
  #withNamed(
    { images: _, named: __, ...entry }: RecordedRepository,
    { completeness, manifests, unknown }: RepositoryInventory,
  ): RecordedRepository {
    const promised = this.parts.promised(entry.name);
    const held = [...manifests.values()];
    const isWhole = unknown.size === 0 && entry.state === stateOf(held);
    if (!promised || completeness.kind !== 'tags-only' || !isWhole) return entry;
    const { index, ...rest } = entry;
    return { ...rest, images: held.length, named: namedState(held, promised), ...(index && { index }) };
  }

  get #now(): string {
    return new Date(this.parts.confirmation.now).toISOString();
  }

  #work(name: string, state: RepositoryInventory, { facts, ...believed }: Believed): RepositoryWork {
    const shared = { source: this.parts.production(name), target: this.place(name), repository: name };
    const missing = [...state.manifests.values()].filter(({ digest }) => !believed.kept.has(digest));
    const mayBeChildren = [...state.manifests.values()].some(
      ({ mediaType }) => mediaType === '' || isIndexType(mediaType),
    );
    const jobs = missing.map(({ digest, tags }): BackupJob => {
      const own = mayBeChildren ? undefined : this.#tagFor(digest);
      return {
        kind: 'copy',
        digest,
        tags: own === undefined ? [] : [own],
        productionTags: tags,
        ...shared,
        ...(facts && { facts }),
      };
    });
    return { name, state, jobs, ...believed };
  }

  /** The tag that keeps a manifest in the backup, whatever its garbage collection follows. */
  #tagFor(digest: Digest): string | undefined {
    return this.parts.backup.followsIndexes ? undefined : digestTag(digest);
  }

  /**
   * Tags what was brought, once all of it is there, and indexes one by one, after what they name: docker-registry 2.8 writes in
   * place what refers to a manifest, and refuses an index whose child is being written.
   */
  async #tagOwn(
    name: string,
    untagged: readonly HeldManifest[],
    tagsThere: ReadonlySet<string> | undefined,
  ): Promise<void> {
    const [indexes, others] = partition(untagged, ({ mediaType }) => isIndexType(mediaType));
    const place = this.place(name);
    const tagOne = async ({ digest }: HeldManifest): Promise<void> => {
      const tag = this.#tagFor(digest);
      if (tag === undefined || tagsThere?.has(tag) === true) return;
      const manifest = await place.fetchManifest(digest, this.call);
      // Nobody gives it to anything else, so that it does not matter when it was last seen to be free.
      const isFree = tagsThere && { tagAbsentAt: Date.now() };
      if (manifest) await place.pushManifest(manifest, { ...this.call, ...isFree, tag, listReferrer: false });
    };
    await Promise.all(others.map(tagOne));
    for (const one of indexes) await tagOne(one);
  }

  /** By the base, where the repository is in it; else by what the backup lists, since an earlier run may have begun. */
  async #believed(name: string, entry: RecordedRepository | undefined): Promise<Believed> {
    const held = entry && (await this.#inBase(entry));
    if (entry?.index && held) return this.#confirmed(name, held, entry.index.digest);
    const { exists, readAt, tags, manifests } = await this.place(name).list(this.call);
    const tagsThere = new Set(tags.keys());
    const believed = { kept: new Map(), isIndexGone: true, isConfirmed: true, tagsThere };
    // A registry that knows repositories by their tags may hold what an unfinished run has left without one.
    if (!manifests) return believed;
    return { ...believed, facts: { exists, readAt, tags, manifests: new Set(manifests.keys()) } };
  }

  /** Undefined when the index is damaged, so that nothing is known. */
  async #inBase(entry: RecordedRepository): Promise<readonly HeldManifest[] | undefined> {
    const { backup, base } = this.parts;
    if (!base) return undefined;
    try {
      return await readRepository(backup, base.record, entry, this.call);
    } catch (error) {
      this.call.signal?.throwIfAborted();
      if (isDamage(error)) return undefined;
      throw error;
    }
  }

  async #confirmed(name: string, held: readonly HeldManifest[], index: Digest): Promise<Believed> {
    const { gone, tags, isIndexGone, isConfirmed } = await this.#look(name, held, index);
    const there = held.filter(({ digest }) => !gone.has(digest));
    // What only lacks its tag is asked for again, and not copied.
    const isTagged = (digest: Digest): boolean => {
      const tag = this.#tagFor(digest);
      return tag === undefined || tags === undefined || tags.has(tag);
    };
    const kept = new Map(there.filter(({ digest }) => isTagged(digest)).map((one) => [one.digest, one]));
    return {
      kept,
      gone,
      isIndexGone,
      isConfirmed,
      ...(tags && { tagsThere: tags }),
      facts: { exists: true, readAt: 0, manifests: new Set(there.map(({ digest }) => digest)) },
    };
  }

  /** What is not looked at, or cannot be, is believed as before. */
  async #look(name: string, held: readonly HeldManifest[], index: Digest): Promise<Look> {
    const { confirmation, toConfirm, onUnconfirmed } = this.parts;
    const nothing = { gone: new Set<Digest>(), isIndexGone: false, isConfirmed: false };
    if (!toConfirm.has(name)) return nothing;
    try {
      const seen = await confirmRepository(this.place(name), { held, index }, confirmation, this.call);
      if (seen.unknown !== undefined) onUnconfirmed(name, new Error(seen.unknown));
      return { ...seen, isConfirmed: seen.unknown === undefined };
    } catch (error) {
      this.call.signal?.throwIfAborted();
      onUnconfirmed(name, error);
      return nothing;
    }
  }
}
