import { runJobs } from '@cip/copy';
import { type CallOptions, type Digest, referrersTag, type Source, type WriteOnceTarget } from '@cip/oci';
import type { FoundOpen } from '@cip/signing';

/** A manifest that the promoter signed. */
export interface OwnArtifact {
  readonly digest: Digest;
  readonly tag?: string;
}

/** The promoter's own artifacts of a digest; the one under a tag with it. */
export function ownArtifacts(subject: Digest, byKind: FoundOpen['byKind']): OwnArtifact[] {
  const tag = `${referrersTag(subject)}.sig`;
  return [...byKind].flatMap(([kind, digests]) =>
    digests.map((digest) => (kind === 'signature' ? { digest, tag } : { digest })),
  );
}

/** Copies artifacts to another repository. Rejects with the first failure. */
export async function copyArtifacts(
  source: Source,
  target: WriteOnceTarget,
  artifacts: readonly OwnArtifact[],
  { signal }: CallOptions,
): Promise<void> {
  const jobs = artifacts.map(({ digest, tag }) => ({
    kind: 'attach' as const,
    digest,
    tags: tag === undefined ? [] : [tag],
    source,
    target,
  }));
  const failures: unknown[] = [];
  await runJobs(jobs, { ...(signal && { signal }) }, (_job, { state, error }) => {
    if (state === 'failed') failures.push(error);
    if (state === 'blocked') failures.push(new Error('the tag of the signature was taken in the meantime'));
  });
  signal?.throwIfAborted();
  if (failures.length > 0) throw failures[0];
}
