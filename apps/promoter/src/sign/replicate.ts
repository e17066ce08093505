import { type CallOptions, describeFailure, type Digest, failureOf, type Source } from '@cip/oci';
import type { FoundOpen } from '@cip/signing';
import pMap from 'p-map';
import { copyArtifacts, type OwnArtifact, ownArtifacts } from './own-artifacts.js';
import type { Permit, SigningContext } from './signing-context.js';
import type { Target } from './targets.js';

/** What became of one destination. */
export interface CopyOutcome {
  /** The destination repository, with its registry. */
  readonly name: string;
  /**
   * `in-place`: it lacks nothing, or does not hold the digest. `planned`: it lacks something that this run may not copy. `taken`:
   * something else has the tag of the signature there; tags are never moved.
   */
  readonly state: 'in-place' | 'copied' | 'planned' | 'taken' | 'failed';
  /** Of `failed`. */
  readonly reason?: string;
}

const atATime = 4;

/** Copies what the promoter signed of a digest from its home to the other destinations that lack it. Does not reject. */
export function replicate(
  target: Target,
  byKind: FoundOpen['byKind'],
  context: SigningContext,
  permit: Permit,
): Promise<CopyOutcome[]> {
  const artifacts = ownArtifacts(target.digest, byKind);
  const to = async (name: string): Promise<CopyOutcome> => {
    try {
      return { name, ...(await copyMissing(name, { target, artifacts, context, permit })) };
    } catch (error) {
      if (context.options.signal?.aborted) return { name, state: 'planned' };
      return { name, state: 'failed', reason: `${name}: ${describeFailure(failureOf(error))}` };
    }
  };
  return pMap(target.copies, to, { concurrency: atATime });
}

interface Copying {
  readonly target: Target;
  readonly artifacts: readonly OwnArtifact[];
  readonly context: SigningContext;
  readonly permit: Permit;
}

async function copyMissing(
  name: string,
  { target, artifacts, context, permit }: Copying,
): Promise<Omit<CopyOutcome, 'name'>> {
  const { reading } = context;
  const { missing, isTaken } = await findLacking(
    reading.repository(name),
    target.digest,
    artifacts,
    context.options,
  );
  if (missing.length === 0) return { state: isTaken ? 'taken' : 'in-place' };
  const writing = permit.use();
  if (!writing) return { state: 'planned' };
  const home = reading.repository(target.home);
  await copyArtifacts(home, writing.registry.repository(name), missing, context.options);
  return { state: isTaken ? 'taken' : 'copied' };
}

/** Holds a destination against the artifacts of a digest. One that does not hold the digest lacks nothing. */
export async function findLacking(
  destination: Source,
  subject: Digest,
  artifacts: readonly OwnArtifact[],
  options: CallOptions,
): Promise<{ readonly missing: readonly OwnArtifact[]; readonly isTaken: boolean }> {
  const isListed = artifacts.some(({ tag }) => tag === undefined);
  const listed = isListed ? await destination.referrers(subject, options) : [];
  const missing: OwnArtifact[] = [];
  let isTaken = false;
  for (const artifact of artifacts) {
    const { digest, tag } = artifact;
    const holder =
      tag === undefined
        ? listed.find((referrer) => referrer.digest === digest)?.digest
        : (await destination.resolve(tag, options))?.digest;
    if (holder === undefined) missing.push(artifact);
    else if (holder !== digest) isTaken = true;
  }
  const isHeld = missing.length > 0 && (await destination.resolve(subject, options)) !== undefined;
  return { missing: isHeld ? missing : [], isTaken };
}
