import { type DestinationFacts, destinationFacts } from '@cip/copy';
import {
  type CallOptions,
  type Digest,
  formatRepositoryName,
  isDigest,
  isIndexType,
  subjectOfTag,
} from '@cip/oci';
import { type Blocker, desiredState, planPromotion, type Step } from '@cip/plan';
import { createInventory } from '@cip/inventory';
import type { ReadOnlyRegistry } from '@cip/registry';
import type { Backup } from './backup.js';
import type { HeldManifest } from './held.js';
import { type BrokenRepository, readContents } from './read-contents.js';
import type { SnapshotRecord } from './record.js';
import { restoreTree } from './restore-tree.js';

/** A tag of production that is to be taken from the digest that it is on now. */
export interface TagMove {
  /** Path below the prefix. */
  readonly repository: string;
  readonly tag: string;
  readonly digest: Digest;
  /** Why it is a move: what has the tag now. */
  readonly reason: string;
}

/** What makes production hold what it held at the time of a snapshot. Nothing is ever deleted. */
export interface RestorePlan {
  readonly record: SnapshotRecord;
  /** The prefix that is restored to. */
  readonly destination: string;
  readonly steps: readonly Step[];
  /** Only with the right to move tags. */
  readonly moves: readonly TagMove[];
  readonly blockers: readonly Blocker[];
  /** Repositories of which the backup no longer knows what they held; the others are restored. */
  readonly broken: readonly BrokenRepository[];
  /** How many images are in place. */
  readonly existing: number;
  /** What was found in the repositories that need steps. */
  readonly facts: ReadonlyMap<string, DestinationFacts>;
  /** Subjects whose lists of referrers are tags of the snapshot, and restored as such; by repository, those with any. */
  readonly listed: ReadonlyMap<string, ReadonlySet<Digest>>;
}

/** Where a snapshot is brought to. */
export interface RestoreTarget {
  readonly registry: ReadOnlyRegistry;
  /** A prefix, `HOST[:PORT]/PATH`, or one in `scratch`. */
  readonly destination: string;
  /** A place that is no registry. */
  readonly scratch?: Backup;
}

export interface PlanRestoreOptions extends CallOptions {
  /** Which repositories, by their path; default all. */
  readonly only?: (repository: string) => boolean;
  /** Plan to move tags that are on another digest by now, instead of leaving them to a person. Default false. */
  readonly overwriteTags?: boolean;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** Plans to bring a snapshot back to a prefix, `HOST[:PORT]/PATH`: as a promotion from the backup. Rejects on abort only. */
export async function planRestore(
  backup: Backup,
  record: SnapshotRecord,
  { registry, destination, scratch }: RestoreTarget,
  options: PlanRestoreOptions = {},
): Promise<RestorePlan> {
  const { signal, onProgress, overwriteTags = false } = options;
  const { contents, broken } = await readContents(backup, record, options);
  const desired = desiredState(restoreTree(backup, record, destination, contents));
  const facts = new Map<string, DestinationFacts>();
  const plan = await planPromotion(
    desired,
    createInventory(withPlaces(registry, scratch ? [backup, scratch] : [backup])),
    {
      ...(signal && { signal }),
      ...(onProgress && { onProgress }),
      onInventory: (repository, inventory) => facts.set(repository, destinationFacts(inventory)),
    },
  );
  const isMove = (blocker: Blocker): boolean => overwriteTags && blocker.kind === 'tag-moved';
  return {
    record,
    destination,
    steps: [...plan.steps],
    moves: plan.blockers.filter(isMove).flatMap(toMoves),
    blockers: plan.blockers.filter((blocker) => !isMove(blocker)),
    broken,
    existing: plan.existing,
    facts,
    listed: listedIn(contents),
  };
}

/** Backups, wherever they are, and all registries under one set of names. */
function withPlaces(registry: ReadOnlyRegistry, places: readonly Backup[]): ReadOnlyRegistry {
  return {
    ledger: registry.ledger,
    catalog: (host, options) => registry.catalog(host, options),
    close: () => registry.close(),
    repository: (given) => {
      const name = typeof given === 'string' ? given : formatRepositoryName(given);
      const place = places.find((one) => pathInBackup(one, name) !== undefined);
      return place?.repository(pathInBackup(place, name) ?? '') ?? registry.repository(name);
    },
  };
}

/** The path below the backup of a repository that lies in it. */
export function pathInBackup({ name: root }: Backup, name: string): string | undefined {
  return name.startsWith(`${root}/`) ? name.slice(root.length + 1) : undefined;
}

function toMoves({ image, tags, digest, reason }: Blocker): TagMove[] {
  return isDigest(digest) ? tags.map((tag) => ({ repository: image, tag, digest, reason })) : [];
}

function listedIn(
  contents: ReadonlyMap<string, readonly HeldManifest[]>,
): ReadonlyMap<string, ReadonlySet<Digest>> {
  const listed = [...contents].map(([repository, held]) => [repository, subjectsListed(held)] as const);
  return new Map(listed.filter(([, subjects]) => subjects.size > 0));
}

/** An image that has such a tag lists nothing. */
function subjectsListed(held: readonly HeldManifest[]): ReadonlySet<Digest> {
  const tags = held.filter(({ mediaType }) => isIndexType(mediaType)).flatMap((one) => one.tags);
  return new Set(
    tags.flatMap((tag) => {
      const named = subjectOfTag(tag);
      return named?.kind === 'referrers' ? named.subject : [];
    }),
  );
}
