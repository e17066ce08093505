import type { Digest } from '@cip/oci';
import type { ReadOnlyRegistry } from '@cip/registry';
import type { UnreadPart } from '@cip/report';
import type { Logger } from '@cip/runtime';
import { childrenIn, type FoundState, type PromisedDigests, readProduction } from '@cip/snapshot';
import type { Held } from './promised-below.js';
import type { SnapshotRequest } from './snapshot-request.js';

export interface HeldBelow {
  /** By the path below the prefix; the empty path is the prefix itself. */
  readonly repositories: ReadonlyMap<string, Held>;
  readonly unread: readonly UnreadPart[];
}

export interface HeldBelowOptions {
  /** Digests that manifests name: looked for where the registry lists tags only, and kept although they are children. */
  readonly named: PromisedDigests;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly onProgress: (repositories: number) => void;
}

/** Reads what lies at a prefix of a registry and below it. What cannot be read is told; rejects on abort only. */
export async function heldBelow(
  registry: ReadOnlyRegistry,
  { prefix, minimal, tag }: SnapshotRequest,
  { named, log, signal, onProgress }: HeldBelowOptions,
): Promise<HeldBelow> {
  let read = 0;
  const production = await readProduction(registry, prefix, {
    promised: named,
    ownImages: 'keep',
    ...(tag !== undefined && { tag }),
    signal,
    onRepository: () => {
      onProgress(++read);
    },
  });
  if (production.discovery === 'named') log.warn(untold(prefix));
  const unread = production.unread.map(({ repository, error }) => toUnread(repository, error));
  const repositories = new Map<string, Held>();
  const keeping = [...production.repositories].map(async ([path, state]) => {
    const repository = path === '' ? prefix : `${prefix}/${path}`;
    for (const { tags, reason } of state.lost) {
      unread.push({ name: path, reason: `${repository}:${tags.join()}: ${reason}` });
    }
    try {
      const kept = named.get(repository) ?? new Set();
      const left = minimal ? await leftOut(registry, repository, state, { kept, signal }) : new Set<Digest>();
      const manifests = [...state.manifests.values()].filter(({ digest }) => !left.has(digest));
      repositories.set(path, new Map(manifests.map(({ digest, tags }) => [digest, tags])));
    } catch (error) {
      signal.throwIfAborted();
      unread.push(toUnread(path, error));
    }
  });
  await Promise.all(keeping);
  return { repositories, unread };
}

/** The children of indexes that have no tag, and that nobody named. Indexes are read only where there may be some. */
async function leftOut(
  registry: ReadOnlyRegistry,
  repository: string,
  { manifests }: FoundState,
  { kept, signal }: { readonly kept: ReadonlySet<Digest>; readonly signal: AbortSignal },
): Promise<Set<Digest>> {
  const open = [...manifests.values()].filter(({ digest, tags }) => tags.length === 0 && !kept.has(digest));
  if (open.length === 0) return new Set();
  const children = await childrenIn(registry.repository(repository), manifests, { signal });
  return new Set(open.map(({ digest }) => digest).filter((digest) => children.has(digest)));
}

function toUnread(name: string, error: unknown): UnreadPart {
  return { name, reason: error instanceof Error ? error.message : String(error) };
}

function untold(prefix: string): string {
  return (
    `${prefix}: the registry does not tell which repositories it has; only this one, and those that manifests name, ` +
    'were looked at'
  );
}
