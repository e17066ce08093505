import type { CallOptions, Digest, Listing, RepositoryInventory } from '@cip/oci';
import type { Backup } from './backup.js';
import type { Wanted } from './read-wanted.js';
import { treeOf, type TreePath } from './tree-path.js';
import type { SnapshotName } from './snapshot-name.js';

/** The tree that a run writes to. */
export interface ChosenTree {
  readonly path: TreePath;
  /** What an unfinished run has left in it, by path below the backup; what is not in it does not exist. */
  readonly begun: ReadonlyMap<string, Listing>;
  /** Trees of the same hour that hold what production no longer does; blobs can be mounted from them. */
  readonly passedOver: readonly TreePath[];
}

/**
 * Chooses the tree of an hour: the first that holds nothing which production does not hold by now. A tag of a tree never moves,
 * and nothing is deleted, so a tree that was begun before production changed would bring back what the record does not name.
 */
export async function chooseTree(
  backup: Backup,
  snapshot: SnapshotName,
  wanted: Pick<Wanted, 'repositories' | 'isOurs' | 'unread'>,
  call: CallOptions,
): Promise<ChosenTree> {
  const passedOver: TreePath[] = [];
  for (let attempt = 1; ; attempt++) {
    const path = treeOf(snapshot, attempt);
    const begun = await backup.listings(path, call);
    if (await fits(backup, path, begun, wanted, call)) return { path, begun, passedOver };
    passedOver.push(path);
  }
}

async function fits(
  backup: Backup,
  tree: TreePath,
  begun: ReadonlyMap<string, Listing>,
  { repositories, isOurs, unread }: Pick<Wanted, 'repositories' | 'isOurs' | 'unread'>,
  call: CallOptions,
): Promise<boolean> {
  const states = new Map(repositories);
  const isUnread = new Set(unread.map(({ repository }) => repository));
  for (const [place, listing] of begun) {
    const name = place.slice(tree.length + 1);
    // Another shard decides about its own; and of what cannot be read, nobody knows.
    if (!isOurs(name) || isUnread.has(name) || isUnread.has('')) continue;
    const resolve = async (tag: string): Promise<Digest | undefined> =>
      listing.tags.get(tag) ?? (await backup.repository(place).resolve(tag, call))?.digest;
    const state = states.get(name);
    if (!state || !(await agrees(listing, state, resolve))) return false;
  }
  return true;
}

/** Whether a tree holds only what production holds. */
async function agrees(
  { tags, manifests }: Listing,
  state: RepositoryInventory,
  resolve: (tag: string) => Promise<Digest | undefined>,
): Promise<boolean> {
  if ([...(manifests?.keys() ?? [])].some((digest) => !state.manifests.has(digest))) return false;
  for (const tag of tags.keys()) {
    const held = await resolve(tag);
    if (held !== undefined && held !== state.tags.get(tag)) return false;
  }
  return true;
}
