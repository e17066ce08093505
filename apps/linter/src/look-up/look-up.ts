import { emptyTree, type ManifestTree } from '@cip/manifest';
import { type AddedDigest, desiredState, planPromotion } from '@cip/plan';
import type { RegistryFacts } from '@cip/policy';
import type { ReadOnlyRegistry } from '@cip/registry';
import PQueue from 'p-queue';
import { CarefulReader } from './careful-reader.js';
import { describeAdded } from './describe-added.js';
import { Holdings } from './holdings.js';
import { promotedBefore } from './newest-promoted.js';
import { readSourceTags, tagsBySource } from './source-tags.js';

const readsAtATime = 16;

/** How far a look-up is. */
export interface LookUpProgress {
  readonly label: string;
  readonly done: number;
  readonly total: number;
}

/** What to look up, and where. */
export interface LookUpOptions {
  readonly tree: ManifestTree;
  /** The tree before the change; without it all of the tree counts as added. */
  readonly base?: ManifestTree;
  /** What `diffTrees` says is added; without a base, against the empty tree. */
  readonly added: readonly AddedDigest[];
  /** Should be anonymous: a linter sees what everybody sees. */
  readonly registry: ReadOnlyRegistry;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: LookUpProgress) => void;
}

/**
 * What registries hold of what a change adds, and nothing else: one listing of each destination repository that gets
 * something, then the added images and their tags in the source. Rejects on abort only; what cannot be read is said.
 */
export async function lookUp(options: LookUpOptions): Promise<RegistryFacts> {
  const { tree, base, registry, signal, onProgress } = options;
  const call = signal ? { signal } : {};
  const reader = new CarefulReader(registry, call);
  const plan = await planPromotion(desiredState(tree, base ? { since: base } : {}), reader.inventory, {
    ...call,
    includeInPlace: true,
    onProgress: (progress) => onProgress?.({ label: 'comparing repositories', ...progress }),
  });
  const added = distinct(options.added);
  const holdings = new Holdings(plan);
  const promoted = promotedBefore(base ?? emptyTree, added);
  const sources = [...tagsBySource(options.added)];
  const reads = counted(added.length + sources.length, onProgress);
  const [images, sourceTags] = await Promise.all([
    reads(added, (one) => describeAdded(one, reader, holdings, promoted)),
    reads(sources, async ([source, tags]) => {
      return [source, await readSourceTags(reader.inventory, source, tags, call)] as const;
    }),
  ]);
  return { plan, sourceTags: new Map(sourceTags), added: images, unread: reader.unread };
}

/** Manifests may share a source: each digest of it once. */
function distinct(added: readonly AddedDigest[]): AddedDigest[] {
  const known = new Map<string, AddedDigest>();
  for (const one of added) {
    const key = `${one.manifest.source.name}/${one.image.name}@${one.entry.digest}`;
    if (!known.has(key)) known.set(key, one);
  }
  return [...known.values()];
}

/** Does things a few at a time, and counts them. */
function counted(total: number, onProgress: LookUpOptions['onProgress']) {
  const queue = new PQueue({ concurrency: readsAtATime });
  let done = 0;
  return async <T, R>(elements: readonly T[], read: (element: T) => Promise<R>): Promise<R[]> => {
    return queue.addAll(
      elements.map((element) => async () => {
        const result = await read(element);
        onProgress?.({ label: 'reading images', done: ++done, total });
        return result;
      }),
    );
  };
}
