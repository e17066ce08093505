import { type Digest, digestOf } from '@cip/oci';
import { sortBy } from 'es-toolkit/array';
import type { RecordedRepository } from './record.js';

const hour = 3_600_000;
/** So many times a repository is confirmed until each of its images was looked at down to its blobs. */
const roundsForBlobs = 30;

/** How old a confirmation may become. */
export interface ConfirmationPlan {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** In milliseconds; 0: everything is confirmed now, down to its blobs. */
  readonly within: number;
}

/**
 * Chooses which repositories of a base are confirmed in this hour: an equal share each hour, those first that were confirmed
 * longest ago, and every one that would become too old before the next hour.
 */
export function chooseToConfirm(
  entries: readonly Pick<RecordedRepository, 'name' | 'confirmed'>[],
  { now, within }: ConfirmationPlan,
): Set<string> {
  const timeOf = ({ confirmed }: (typeof entries)[number]): number => Date.parse(confirmed ?? '') || 0;
  const oldestFirst = sortBy(entries, [timeOf, 'name']);
  const share = Math.ceil(entries.length / Math.max(1, Math.floor(within / hour)));
  const isDue = (entry: (typeof entries)[number]): boolean => timeOf(entry) + within < now + hour;
  return new Set(oldestFirst.filter((entry, i) => i < share || isDue(entry)).map(({ name }) => name));
}

/** Whether an entry may be believed: it was confirmed recently enough, or is of a layout that copies everything each time. */
export function isCurrent(
  { confirmed, index }: Pick<RecordedRepository, 'confirmed' | 'index'>,
  { now, within }: ConfirmationPlan,
): boolean {
  return index === undefined || (Date.parse(confirmed ?? '') || 0) >= now - within;
}

/** Chooses the images whose blobs are looked for this time: others the next time, and all of them in the end. */
export function chooseForBlobs(digests: readonly Digest[], { now, within }: ConfirmationPlan): Digest[] {
  if (within === 0) return [...digests];
  const round = Math.floor(now / within) % roundsForBlobs;
  return digests.filter((digest) => placeOf(digest) % roundsForBlobs === round);
}

function placeOf(digest: Digest): number {
  return parseInt(digestOf(new TextEncoder().encode(digest)).slice(-8), 16);
}
