import {
  describeFailure,
  type Digest,
  type Failure,
  failureToList,
  type Presence,
  type RepositoryInventory,
} from '@cip/oci';
import { conflictBlocker } from '../reasons.js';
import { type Conflict, originOf, type WantedDigest, whereOf } from '../wanted.js';
import type { AskedRepository } from './asked-repository.js';
import type { ImageQuestion } from './image-question.js';
import type { ImageStatus } from './image-status.js';

/** A promise, and what a destination alone can tell of it. */
export interface PromisedStatus {
  readonly want: WantedDigest;
  readonly status: ImageStatus;
}

/** Each promised tag, and each digest promised without one, held against what is there. */
export function promisedStatus(
  { name, wanted }: AskedRepository,
  found: RepositoryInventory,
): PromisedStatus[] {
  return wanted.flatMap((want) => {
    const tags = want.untagged ? [...want.tags, undefined] : want.tags;
    return tags.map((tag) => ({ want, status: statusOf(name, want, tag, found) }));
  });
}

function statusOf(
  destination: string,
  want: WantedDigest,
  tag: string | undefined,
  found: RepositoryInventory,
): ImageStatus {
  const item = { ...promiseOf(want, tag), destination };
  const presence = presenceOf(want.digest, found);
  const holder = tag === undefined ? undefined : found.tags.get(tag);
  if (holder === want.digest) return { state: 'in-place', ...item, presence, holder };
  if (holder) return { state: 'tag-moved', ...item, presence, holder };
  const ofTag = tag === undefined ? undefined : found.unknown.get(tag);
  const failure = ofTag ?? (presence === 'unknown' ? found.unknown.get(want.digest) : undefined);
  if (failure) return { state: 'unknown', ...item, presence, ...unread(failure) };
  const isInPlace = tag === undefined && presence === 'present';
  return { state: isInPlace ? 'in-place' : 'not-promoted', ...item, presence };
}

/** What is said of something that could not be read. */
export function unread(failure: Failure): Pick<ImageStatus, 'reason' | 'failure'> {
  return { reason: describeFailure(failure), failure };
}

function presenceOf(digest: Digest, found: RepositoryInventory): Presence {
  if (found.manifests.has(digest)) return 'present';
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
export function conflictStatus(
  destination: string,
  conflict: Conflict,
  found: RepositoryInventory,
): ImageStatus {
  const { image, source, reason, where } = conflictBlocker(destination, conflict);
  const subproject = conflict.digests[0]?.origin.claim.manifest.name;
  const holder = found.tags.get(conflict.tag);
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
  found: RepositoryInventory,
): ImageStatus[] {
  const item = {
    image,
    destination: name,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  };
  const failure = failureToList(found) ?? found.unknown.get(tag ?? digest ?? '');
  if (failure) {
    return [{ state: 'unknown', ...item, presence: 'unknown', ...unread(failure) }];
  }
  const holder = tag === undefined ? undefined : found.tags.get(tag);
  if (holder) return [{ state: 'unpromised', ...item, digest: holder, presence: 'present', holder }];
  const isThere = digest === undefined ? tag === undefined && found.exists : found.manifests.has(digest);
  return isThere ? [{ state: 'unpromised', ...item, presence: 'present' }] : [];
}
