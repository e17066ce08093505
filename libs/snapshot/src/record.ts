import {
  type Digest,
  isDigest,
  isObject,
  isRepositoryPath,
  isTag,
  parseJsonObject,
  type Shard,
} from '@cip/oci';
import { BackupError } from './errors.js';
import { type HeldManifest, sortedHeld } from './held.js';
import { parseSnapshotName, type SnapshotName } from './snapshot-name.js';
import { parseTreePath, type TreePath } from './tree-path.js';

/** How images lie in a backup: a tree for each hour, or each image once with an index for each state of a repository. */
export type Layout = 'tree' | 'incremental';

/** One repository of production in a snapshot. `name` is its path below the prefix of production. */
export interface RecordedRepository {
  readonly name: string;
  /** What {@link stateOf} gives for what it holds. */
  readonly state: Digest;
  /** In the layout `incremental`: when a run last saw all of it in the backup, or brought it there. RFC 3339. */
  readonly confirmed?: string;
  /** How many manifests it holds; with `named`. */
  readonly images?: number;
  /**
   * In the layout `incremental`, where production lists tags alone: what `namedState` gives, so that the next run can tell from
   * the tags whether it is as it was.
   */
  readonly named?: Digest;
  /** In the layout `tree`: the tree that it lies in, where that is not the hour itself. */
  readonly tree?: TreePath;
  /** In the layout `tree`: what it holds. */
  readonly manifests?: readonly HeldManifest[];
  /** In the layout `incremental`: the index that names what it holds. */
  readonly index?: { readonly digest: Digest; readonly size: number };
}

/** Something of production that is not in the snapshot; without a digest, a tag or a repository as a whole. */
export interface NotTaken {
  readonly repository: string;
  readonly digest: string;
  readonly tags: readonly string[];
  readonly reason: string;
}

/** Something that production could not give when the snapshot was taken, and that no repetition would have brought. */
export type Lost = NotTaken;

/** The record that came before, so that one that is removed or exchanged is noticed. */
export interface Predecessor {
  readonly snapshot: SnapshotName;
  /** Of the manifest of its record. */
  readonly digest: Digest;
}

/** What a snapshot consists of; written last. */
export interface SnapshotRecord {
  readonly version: 1;
  readonly snapshot: SnapshotName;
  readonly layout: Layout;
  /** The prefix of production, with its registry. */
  readonly production: string;
  /** Of a part: which one, where several processes take a snapshot together. */
  readonly shard?: Shard;
  /** Undefined in the first record of a backup. */
  readonly previous?: Predecessor;
  /** RFC 3339. */
  readonly finished: string;
  /** Sorted by name. */
  readonly repositories: readonly RecordedRepository[];
  readonly lost: readonly Lost[];
  /** What could not be copied, and may be by another try. Present: the snapshot is partial. */
  readonly failed?: readonly NotTaken[];
}

/** The record as JSON, one repository a line. */
export function formatRecord(record: SnapshotRecord): string {
  const { version, snapshot, layout, production, shard, previous, finished, repositories, lost } = record;
  const head = JSON.stringify({ version, snapshot, layout, production, shard, previous, finished }).slice(
    1,
    -1,
  );
  const list = (name: string, items: readonly unknown[]): string =>
    `"${name}":[${items.map((item) => `\n${JSON.stringify(item)}`).join(',')}]`;
  const lists = [
    list('repositories', repositories),
    list('lost', lost),
    ...(record.failed ? [list('failed', record.failed)] : []),
  ];
  return `{${[head, ...lists].join(',\n')}}\n`;
}

/** Reads a record; throws {@link BackupError} `broken`, or `unsupported` for a newer version. */
export function parseRecord(text: string, of: string): SnapshotRecord {
  const fail = (what: string): never => {
    throw new BackupError('broken', `the record of ${of} is broken: ${what}; use another snapshot`);
  };
  const body = parseJsonObject(text) ?? fail('it is no JSON object');
  const { version, layout, production, finished, repositories, lost } = body;
  if (typeof version === 'number' && version > 1) {
    const message = `the record of ${of} has version ${version}, and this program knows 1; use a newer program`;
    throw new BackupError('unsupported', message);
  }
  if (version !== 1) fail('it has no version');
  if (layout !== 'tree' && layout !== 'incremental') return fail('its layout is unknown');
  if (typeof production !== 'string' || typeof finished !== 'string') return fail('its head is not whole');
  if (!Array.isArray(repositories) || !Array.isArray(lost)) return fail('its lists are not whole');
  const shard = shardOf(body['shard']);
  if (shard === 'none') return fail('its shard is none');
  const previous = predecessorOf(body['previous']);
  if (previous === 'none') return fail('its predecessor is none');
  const failed = body['failed'];
  if (failed !== undefined && !Array.isArray(failed)) return fail('its list of failures is not whole');
  return {
    version: 1,
    snapshot: nameOf(body['snapshot']) ?? fail('it names no hour'),
    layout,
    production,
    ...(shard && { shard }),
    ...(previous && { previous }),
    finished,
    repositories: repositories.map((entry, i) => repositoryOf(entry) ?? fail(`repositories[${i}]`)),
    lost: lost.map((entry, i) => notTakenOf(entry) ?? fail(`lost[${i}]`)),
    ...(failed && { failed: failed.map((entry, i) => notTakenOf(entry) ?? fail(`failed[${i}]`)) }),
  };
}

function nameOf(value: unknown): SnapshotName | undefined {
  try {
    return parseSnapshotName(String(value));
  } catch {
    return undefined;
  }
}

function predecessorOf(value: unknown): Predecessor | 'none' | undefined {
  if (value === undefined) return undefined;
  if (!isObject(value)) return 'none';
  const snapshot = nameOf(value['snapshot']);
  const { digest } = value;
  return snapshot && typeof digest === 'string' && isDigest(digest) ? { snapshot, digest } : 'none';
}

function shardOf(value: unknown): Shard | 'none' | undefined {
  if (value === undefined) return undefined;
  if (!isObject(value)) return 'none';
  const { index, count } = value;
  return isSize(index) && isSize(count) && index < count ? { index, count } : 'none';
}

function repositoryOf(value: unknown): RecordedRepository | undefined {
  if (!isObject(value)) return undefined;
  const { name, state, manifests, index, confirmed, images, named, tree } = value;
  if (typeof name !== 'string' || !isRepositoryPath(name)) return undefined;
  if (typeof state !== 'string' || !isDigest(state)) return undefined;
  if (Array.isArray(manifests)) {
    const held = manifests.map(heldOf);
    const path = typeof tree === 'string' ? parseTreePath(tree)?.path : undefined;
    const isTree = tree === undefined || path !== undefined;
    return held.includes(undefined) || !isTree
      ? undefined
      : { name, state, ...(path && { tree: path }), manifests: sortedHeld(held as HeldManifest[]) };
  }
  if (!isObject(index)) return undefined;
  const { digest, size } = index;
  if (typeof digest !== 'string' || !isDigest(digest) || !isSize(size)) return undefined;
  const time = typeof confirmed === 'string' ? { confirmed } : {};
  const isNamed = typeof named === 'string' && isDigest(named) && isSize(images);
  return { name, state, ...time, ...(isNamed && { images, named }), index: { digest, size } };
}

function heldOf(value: unknown): HeldManifest | undefined {
  if (!isObject(value)) return undefined;
  const { digest, mediaType, size, tags } = value;
  if (typeof digest !== 'string' || !isDigest(digest) || typeof mediaType !== 'string') return undefined;
  return isSize(size) && isTags(tags) ? { digest, mediaType, size, tags } : undefined;
}

function notTakenOf(value: unknown): NotTaken | undefined {
  if (!isObject(value)) return undefined;
  const { repository, digest, tags, reason } = value;
  const isText = [repository, digest, reason].every((text) => typeof text === 'string');
  return isText && isTags(tags)
    ? { repository: String(repository), digest: String(digest), tags, reason: String(reason) }
    : undefined;
}

function isTags(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((tag) => typeof tag === 'string' && isTag(tag));
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
