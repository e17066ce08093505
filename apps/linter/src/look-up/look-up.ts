import { emptyTree, type ManifestTree } from '@cip/manifest';
import { type AddedDigest, desiredState, planPromotion } from '@cip/plan';
import { groupBy } from '@cip/oci';
import type { AddedImage, RegistryFacts } from '@cip/policy';
import { AppliedPolicies } from '@cip/provenance';
import type { ReadOnlyRegistry } from '@cip/registry';
import type { Trust } from '@cip/signing';
import PQueue from 'p-queue';
import { CarefulReader } from './careful-reader.js';
import { describeAdded } from './describe-added.js';
import { Holdings } from './holdings.js';
import { promotedBefore } from './newest-promoted.js';
import { ProvenanceReader } from './provenance-reader.js';
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
  /** What signatures are verified with; called when something is to be copied. */
  readonly trust: () => Promise<Trust>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: LookUpProgress) => void;
}

/**
 * What registries hold of what a change adds, and nothing else: one listing of each destination repository that gets
 * something, then the added images, what they carry, and their tags in the source. Rejects on abort, and when the trust cannot be
 * used; what cannot be read is said.
 */
export async function lookUp(options: LookUpOptions): Promise<RegistryFacts> {
  const { tree, base, registry, trust, signal, onProgress } = options;
  const call = signal ? { signal } : {};
  const reader = new CarefulReader(registry, call);
  const plan = await planPromotion(desiredState(tree, base ? { since: base } : {}), reader.inventory, {
    ...call,
    includeInPlace: true,
    onProgress: (progress) => onProgress?.({ label: 'comparing repositories', ...progress }),
  });
  const groups = [...groupBy(options.added, keyOf).values()];
  const added = groups.map(([first]) => first);
  const holdings = new Holdings(plan);
  const promoted = promotedBefore(base ?? emptyTree, added);
  const sources = [...tagsBySource(options.added)];
  const provenance = new ProvenanceReader(reader, {
    policies: new AppliedPolicies(tree.manifests),
    trust,
    ...call,
  });
  const proven = async (image: AddedImage, group: readonly AddedDigest[]): Promise<AddedImage> => {
    const { source, digest } = image;
    const isCopied = group.some((one) => isCopiedSomewhere(one, holdings));
    if (!isCopied || !(await reader.has(source, digest))) return image;
    return { ...image, provenance: await provenance.read(source, digest) };
  };
  const reads = counted(groups.length + sources.length, onProgress);
  const [images, sourceTags] = await Promise.all([
    reads(groups, async (group) => {
      return proven(await describeAdded(group[0], reader, holdings, promoted), group);
    }),
    reads(sources, async ([source, tags]) => {
      return [source, await readSourceTags(reader.inventory, source, tags, call)] as const;
    }),
  ]);
  return { plan, sourceTags: new Map(sourceTags), added: images, unread: reader.unread };
}

/** Manifests may share a source: each digest of it once. */
function keyOf({ manifest, image, entry }: AddedDigest): string {
  return `${manifest.source.name}/${image.name}@${entry.digest}`;
}

/** A policy is about what is copied: what is in place, and only gets a tag, was held against it before. */
function isCopiedSomewhere({ image, entry, destinations }: AddedDigest, holdings: Holdings): boolean {
  return destinations.some((name) => !holdings.holds(`${name}/${image.name}`, entry.digest));
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
