import { attachedTags, type CallOptions, type Descriptor, type Digest, type Source } from '@cip/oci';

/** The attached artifacts of one digest in a repository. */
export interface Attached {
  readonly referrers: readonly Descriptor[];
  /** Signature, attestation and SBOM under their tags. */
  readonly tags: readonly { readonly tag: string; readonly digest: Digest }[];
}

/**
 * Asks for the referrers of a digest, and for what is under its tags, by default all that belong to it; rejects when one of these
 * cannot be read.
 */
export async function findAttached(
  source: Source,
  digest: Digest,
  options: CallOptions = {},
  asked: readonly string[] = attachedTags(digest),
): Promise<Attached> {
  const [referrers, ...tags] = await Promise.all([
    source.referrers(digest, options),
    ...asked.map(async (tag) => ({ tag, found: await source.resolve(tag, options) })),
  ]);
  return {
    referrers,
    tags: tags.flatMap(({ tag, found }) => (found ? [{ tag, digest: found.digest }] : [])),
  };
}
