import type { Listing, RawManifest, Source } from '@cip/oci';
import type { AssembledImage } from './assemble.js';

/** An assembled image as something to copy from: what is new comes from memory, the rest from the base's repository. */
export function assembledSource({ base, manifests, blobs }: AssembledImage): Source {
  const manifestOf = (reference: string): RawManifest | undefined =>
    [...manifests.values()].find(({ descriptor }) => descriptor.digest === reference);
  const listing: Omit<Listing, 'readAt'> = {
    exists: true,
    tags: new Map(),
    manifests: new Map([...manifests].map(([digest, { descriptor }]) => [digest, descriptor.mediaType])),
  };
  return {
    name: base.source.name,
    list: () => Promise.resolve({ ...listing, readAt: Date.now() }),
    resolve: (reference) => Promise.resolve(manifestOf(reference)?.descriptor),
    fetchManifest: (reference) => Promise.resolve(manifestOf(reference)),
    hasBlob: (blob, options) =>
      blobs.has(blob.digest) ? Promise.resolve(true) : base.source.hasBlob(blob, options),
    fetchBlob: (blob, options) => {
      const bytes = blobs.get(blob.digest);
      return bytes ? once(bytes.subarray(options?.offset ?? 0)) : base.source.fetchBlob(blob, options);
    },
    referrers: () => Promise.resolve([]),
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
