import type { Digest, Presence } from '@cip/oci';
import { conflictBlocker } from '../compare-repository.js';
import type { RepositoryInventory } from '../inventory.js';
import { type Conflict, originOf, type WantedDigest, whereOf } from '../wanted.js';
import type { AskedRepository } from './asked-repository.js';
import type { ImageQuestion } from './image-question.js';
import type { ImageStatus } from './image-status.js';

/** What was read of a repository, or why nothing was. */
export type Found = RepositoryInventory | { readonly unreachable: string };

/** A promise, and what a destination alone can tell of it. */
export interface PromisedStatus {
  readonly want: WantedDigest;
  readonly status: ImageStatus;
}

/** Each promised tag, and each digest promised without one, held against what is there. */
export function promisedStatus({ name, wanted }: AskedRepository, found: Found): PromisedStatus[] {
  const held = 'unreachable' in found ? undefined : new Set([...found.digests, ...found.tags.values()]);
  return wanted.flatMap((want) => {
    const tags = want.untagged ? [...want.tags, undefined] : want.tags;
    return tags.map((tag) => ({ want, status: statusOf(name, want, tag, found, held ?? new Set()) }));
  });
}

function statusOf(
  destination: string,
  want: WantedDigest,
  tag: string | undefined,
  found: Found,
  held: ReadonlySet<Digest>,
): ImageStatus {
  const item = { ...promiseOf(want, tag), destination };
  if ('unreachable' in found) {
    return { state: 'unknown', ...item, presence: 'unknown', reason: found.unreachable };
  }
  const presence = presenceOf(want.digest, found, held);
  const holder = tag === undefined ? undefined : found.tags.get(tag);
  if (holder === want.digest) return { state: 'in-place', ...item, presence, holder };
  if (holder) return { state: 'tag-moved', ...item, presence, holder };
  const ofTag = tag === undefined ? undefined : found.unknown.get(tag);
  const reason = ofTag ?? (presence === 'unknown' ? found.unknown.get(want.digest) : undefined);
  if (reason !== undefined) return { state: 'unknown', ...item, presence, reason };
  const isInPlace = tag === undefined && presence === 'present';
  return { state: isInPlace ? 'in-place' : 'not-promoted', ...item, presence };
}

function presenceOf(digest: Digest, found: RepositoryInventory, held: ReadonlySet<Digest>): Presence {
  if (held.has(digest)) return 'present';
  return found.unknown.has(digest) ? 'unknown' : 'absent';
}

function promiseOf(want: WantedDigest, tag: string | undefined): Omit<ImageStatus, 'state'> {
  const { digest, origins } = want;
  const origin = originOf(origins, digest, tag);
  if (!origin) throw new Error(`a digest that nobody wants: ${digest}`);
  const { image, manifest, source } = origin.claim;
  return {
    image: image.name,
    subproject: manifest.name,
    source,
    digest,
    ...(tag !== undefined && { tag }),
    where: whereOf(origin),
  };
}

/** A tag that nothing is promoted under, and what is under it all the same. */
export function conflictStatus(destination: string, conflict: Conflict, found: Found): ImageStatus {
  const { image, source, reason, where } = conflictBlocker(destination, conflict);
  const subproject = conflict.digests[0]?.origin.claim.manifest.name;
  const holder = 'unreachable' in found ? undefined : found.tags.get(conflict.tag);
  return {
    state: 'conflict',
    image,
    ...(subproject !== undefined && { subproject }),
    source,
    destination,
    tag: conflict.tag,
    ...(holder && { holder }),
    reason,
    ...(where && { where }),
  };
}

/** What is asked about, in a repository where no manifest promises it; nothing where it is not there. */
export function unpromisedStatus(
  { name, image }: AskedRepository,
  { tag, digest }: ImageQuestion,
  found: Found,
): ImageStatus[] {
  const item = {
    image,
    destination: name,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  };
  const reason = 'unreachable' in found ? found.unreachable : found.unknown.get(tag ?? digest ?? '');
  if (reason !== undefined) return [{ state: 'unknown', ...item, presence: 'unknown', reason }];
  if ('unreachable' in found) return [];
  const holder = tag === undefined ? undefined : found.tags.get(tag);
  if (holder) return [{ state: 'unpromised', ...item, digest: holder, presence: 'present', holder }];
  const isThere = digest === undefined ? tag === undefined && found.exists : found.digests.has(digest);
  return isThere ? [{ state: 'unpromised', ...item, presence: 'present' }] : [];
}
