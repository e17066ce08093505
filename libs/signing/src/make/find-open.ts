import type { Digest, Source } from '@cip/oci';
import type { MadeKind } from '@cip/provenance';
import { type OwnArtifacts, type OwnSigner, readOwn, type ReadOwnOptions } from './own-artifacts.js';

/** What a digest has of the kinds that it should have, and what it lacks. */
export interface FoundOpen {
  /** To be made. */
  readonly open: readonly MadeKind[];
  readonly existing: readonly MadeKind[];
  /** Cannot be made, since the tag has a signature of somebody else, and tags are never moved. */
  readonly taken: readonly MadeKind[];
  /** Manifests of each kind, the promoter's own. */
  readonly byKind: OwnArtifacts['byKind'];
}

/** Looks for what a digest lacks; signs nothing. Rejects when something that may be the promoter's own cannot be read. */
export async function findOpen(
  source: Source,
  { digest, kinds }: { readonly digest: Digest; readonly kinds: readonly MadeKind[] },
  own: OwnSigner,
  options: ReadOwnOptions = {},
): Promise<FoundOpen> {
  const { byKind, isTagTaken } = await readOwn(source, digest, own, options);
  const missing = kinds.filter((kind) => !byKind.has(kind));
  const isTaken = (kind: MadeKind): boolean => kind === 'signature' && isTagTaken;
  return {
    open: missing.filter((kind) => !isTaken(kind)),
    existing: kinds.filter((kind) => byKind.has(kind)),
    taken: missing.filter(isTaken),
    byKind,
  };
}
