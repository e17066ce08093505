import {
  type CallOptions,
  type Digest,
  formatRepositoryName,
  TagMovedError,
  type WriteOnceTarget,
} from '@cip/oci';
import type { MadeKind } from '@cip/provenance';
import type { Signer } from './create-signer.js';
import type { MadeArtifact } from './made-artifact.js';
import { findOpen, type FoundOpen } from './find-open.js';
import { make, type ToMake } from './made-kinds.js';
import { type OwnSigner, readOwn } from './own-artifacts.js';
import { pushMade } from './push-made.js';

/** Who signs, and how that is recognized. */
export interface SignMissingOptions extends CallOptions {
  readonly signer: Signer;
  readonly own: OwnSigner;
  /** What was found just now. Default: it is looked for. */
  readonly found?: FoundOpen;
}

/** What a digest has now: several manifests of one kind where two runs signed at the same time. */
export interface SignedDigest extends Omit<FoundOpen, 'open'> {
  readonly made: readonly MadeKind[];
}

/**
 * Makes what a digest lacks of what a promoter attaches, pushes it, and reads it back. Looks before, so that nothing is made
 * twice, and after, so that what another run made at the same time is known. Rejects with `SigningError` or the failure of the
 * registry; what was pushed until then stays, and the next call finds it.
 */
export async function signMissing(
  repository: WriteOnceTarget,
  what: ToMake,
  { signer, own, found, ...options }: SignMissingOptions,
): Promise<SignedDigest> {
  const { digest } = what.image;
  const before = found ?? (await findOpen(repository, { digest, kinds: what.kinds }, own, options));
  const { open, existing } = before;
  const taken = [...before.taken];
  if (open.length === 0) return { made: [], existing, taken, byKind: before.byKind };
  const pushed: MadeArtifact[] = [];
  for (const kind of open) {
    const artifact = await make(kind, what, signer);
    if (await isPushed(repository, artifact, options)) pushed.push(artifact);
    else taken.push(kind);
  }
  await repository.confirmReferrers(digest, options);
  const after = await readOwn(repository, digest, own, { ...options, pushed });
  const made = open.filter((kind) => !taken.includes(kind));
  const lost = made.find((kind) => !after.byKind.has(kind));
  if (lost) throw new NotReadBackError(formatRepositoryName(repository.name), digest, lost);
  // Another run may have taken the tag with a signature of the same promoter.
  const foreign = taken.filter((kind) => !after.byKind.has(kind));
  const theirs = taken.filter((kind) => after.byKind.has(kind));
  return { made, existing: [...existing, ...theirs], taken: foreign, byKind: after.byKind };
}

/** False: its tag was taken in the meantime. */
async function isPushed(
  repository: WriteOnceTarget,
  artifact: MadeArtifact,
  options: CallOptions,
): Promise<boolean> {
  try {
    await pushMade(repository, artifact, options);
    return true;
  } catch (error) {
    if (error instanceof TagMovedError && error.tag === artifact.tag) return false;
    throw error;
  }
}

/** Something was pushed, and the registry does not show it. Only what reads back counts as signed. */
export class NotReadBackError extends Error {
  override readonly name = 'NotReadBackError';

  constructor(repository: string, digest: Digest, kind: MadeKind) {
    super(`the ${kind} of ${repository}@${digest} was pushed and is not found there; run again`);
  }
}
