import { childrenOf, type NamedDigests, readPrefix } from '@cip/inventory';
import { describeFailure, type Digest, type Failure, failureOf, type RepositoryInventory } from '@cip/oci';
import type { ReadOnlyRegistry } from '@cip/registry';
import { type ReportedCompleteness, reportedCompleteness, type UnreadPart } from '@cip/report';
import type { Held } from './promised-below.js';
import type { SnapshotRequest } from './snapshot-request.js';

export interface HeldBelow {
  /** By the path below the prefix; the empty path is the prefix itself. */
  readonly repositories: ReadonlyMap<string, Held>;
  readonly unread: readonly UnreadPart[];
  readonly completeness: ReportedCompleteness;
}

export interface HeldBelowOptions {
  /** Digests that manifests name: looked for where the registry lists tags only, and kept although they are children. */
  readonly named: NamedDigests;
  readonly signal: AbortSignal;
  readonly onProgress: (repositories: number) => void;
}

/** Reads what lies at a prefix of a registry and below it. What cannot be read is told; rejects on abort only. */
export async function heldBelow(
  registry: ReadOnlyRegistry,
  { prefix, minimal, tag }: SnapshotRequest,
  { named, signal, onProgress }: HeldBelowOptions,
): Promise<HeldBelow> {
  let read = 0;
  const found = await readPrefix(registry, prefix, {
    named,
    ownImages: 'keep',
    ...(tag !== undefined && { tag }),
    signal,
    onRepository: () => {
      onProgress(++read);
    },
  });
  const unread = found.unread.map(({ repository, failure }) => toUnread(repository, failure));
  const repositories = new Map<string, Held>();
  const keeping = [...found.repositories].map(async ([path, inventory]) => {
    const { repository, unknown } = inventory;
    for (const [reference, failure] of unknown) {
      const reason = `${repository}:${reference}: ${describeFailure(failure)}`;
      unread.push({ name: path, reason, failure });
    }
    try {
      const kept = named.get(repository) ?? new Set();
      const left = minimal ? await leftOut(registry, inventory, { kept, signal }) : new Set<Digest>();
      const manifests = [...inventory.manifests.values()].filter(({ digest }) => !left.has(digest));
      repositories.set(path, new Map(manifests.map(({ digest, tags }) => [digest, tags])));
    } catch (error) {
      unread.push(toUnread(path, failureOf(error, signal)));
    }
  });
  await Promise.all(keeping);
  const known = [...found.known].map(
    ([path, one]) => [path === '' ? prefix : `${prefix}/${path}`, one] as const,
  );
  return { repositories, unread, completeness: reportedCompleteness(found.completeness, known) };
}

/** The children of indexes that have no tag, and that nobody named. Indexes are read only where there may be some. */
async function leftOut(
  registry: ReadOnlyRegistry,
  { repository, manifests }: RepositoryInventory,
  { kept, signal }: { readonly kept: ReadonlySet<Digest>; readonly signal: AbortSignal },
): Promise<Set<Digest>> {
  const open = [...manifests.values()].filter(({ digest, tags }) => tags.length === 0 && !kept.has(digest));
  if (open.length === 0) return new Set();
  const children = await childrenOf(registry.repository(repository), { manifests }, { signal });
  return new Set(open.map(({ digest }) => digest).filter((digest) => children.has(digest)));
}

function toUnread(name: string, failure: Failure): UnreadPart {
  return { name, reason: describeFailure(failure), failure };
}
