import {
  type CallOptions,
  type Digest,
  isIndexType,
  readManifest,
  type RepositoryInventory,
  type Source,
} from '@cip/oci';

/**
 * The digests that the indexes of a repository list as their children, whether they are there or not. Reads each index, once;
 * rejects when one cannot be read.
 */
export async function childrenOf(
  source: Source,
  { manifests }: Pick<RepositoryInventory, 'manifests'>,
  options: CallOptions = {},
): Promise<Set<Digest>> {
  const indexes = [...manifests.values()].filter(({ mediaType }) => isIndexType(mediaType));
  const reading = indexes.map(async ({ digest }) => {
    const index = await source.fetchManifest(digest, options);
    return index ? readManifest(index).children.map((child) => child.digest) : [];
  });
  return new Set((await Promise.all(reading)).flat());
}
