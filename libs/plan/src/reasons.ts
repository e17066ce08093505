import type { PolicyOutcome } from '@cip/provenance';
import type { Blocker } from './plan.js';
import { itemOf } from './plan-items.js';
import { type Conflict, type WantedDigest, whereOf } from './wanted.js';

/** Why a tag that another digest holds is left alone. */
export function tagMovedReason(holder: string): string {
  return `the destination has this tag on ${holder}`;
}

/** What a policy finds fault with, as a sentence without a full stop. */
export function violationText(
  { manifest, where, violations }: PolicyOutcome,
  place = placeOf(where),
): string {
  return `the provenance policy of ${manifest} (${place}) is not satisfied: ${violations.join('; ')}`;
}

function placeOf({ file, line }: PolicyOutcome['where']): string {
  return `${file}:${line}`;
}

/** What is said of a tag that several digests are to get in one destination repository. */
export function conflictBlocker(destination: string, conflict: Conflict): Blocker {
  const [first] = conflict.digests;
  if (!first) throw new Error(`a conflict without digests: ${destination}:${conflict.tag}`);
  const rivals = conflict.digests.map(({ digest, origin }) => ({ digest, ...whereOf(origin) }));
  const want: WantedDigest = { digest: first.digest, tags: [], untagged: false, origins: [first.origin] };
  const reason = conflictReason(rivals.map(({ digest, file, line }) => `${digest} (${file}:${line})`));
  return { kind: 'conflict', ...itemOf(destination, want), tags: [conflict.tag], reason, rivals };
}

/** The reason of a blocker without lines, which move when a file is edited. */
export function reasonWithoutLines({
  reason,
  rivals,
  proof,
}: Pick<Blocker, 'reason' | 'rivals' | 'proof'>): string {
  if (proof) return proof.map((outcome) => violationText(outcome, outcome.where.file)).join('; ');
  return rivals ? conflictReason(rivals.map(({ digest, file }) => `${digest} (${file})`)) : reason;
}

function conflictReason(rivals: readonly string[]): string {
  return `tag-conflict: the manifests give this tag to ${rivals.join(' and to ')}`;
}
