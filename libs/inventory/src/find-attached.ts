import { attachedTags, type CallOptions, type Descriptor, type Digest, type Source } from '@cip/oci';

/** The attached artifacts of one digest in a repository. */
export interface Attached {
  readonly referrers: readonly Descriptor[];
  /** Signature, attestation and SBOM under their tags. */
  readonly tags: readonly { readonly tag: string; readonly digest: Digest }[];
}

/** Asks for the referrers of a digest, and for what is under its tags; rejects when one of these cannot be read. */
export async function findAttached(
  source: Source,
  digest: Digest,
  options: CallOptions = {},
): Promise<Attached> {
  const [referrers, ...tags] = await Promise.all([
    source.referrers(digest, options),
    ...attachedTags(digest).map(async (tag) => ({ tag, found: await source.resolve(tag, options) })),
  ]);
  return {
    referrers,
    tags: tags.flatMap(({ tag, found }) => (found ? [{ tag, digest: found.digest }] : [])),
  };
}
