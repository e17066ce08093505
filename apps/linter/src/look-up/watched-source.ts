import { type CallOptions, type Failure, failureOf, isDigest, type RawManifest, type Source } from '@cip/oci';

/** What is done with what a repository answers. */
export interface Watch {
  /** Manifests that were read already, by repository and digest: they are not fetched again. */
  readonly manifests: {
    get(key: string): RawManifest | undefined;
    set(key: string, manifest: RawManifest): unknown;
  };
  readonly onFailure: (failure: Failure) => void;
}

/** A repository of which each manifest is fetched once, and whose failures are noted; of blobs whoever reads them notes them. */
export function watchedSource(source: Source, repository: string, { manifests, onFailure }: Watch): Source {
  const noting = async <T>(read: Promise<T>, { signal }: CallOptions = {}): Promise<T> => {
    try {
      return await read;
    } catch (error) {
      onFailure(failureOf(error, signal));
      throw error;
    }
  };
  return {
    name: source.name,
    list: (options) => noting(source.list(options), options),
    resolve: (reference, options) => noting(source.resolve(reference, options), options),
    fetchManifest: async (reference, options) => {
      const key = `${repository}@${reference}`;
      const known = manifests.get(key);
      if (known) return known;
      const manifest = await noting(source.fetchManifest(reference, options), options);
      if (manifest && isDigest(reference)) manifests.set(key, manifest);
      return manifest;
    },
    hasBlob: (blob, options) => noting(source.hasBlob(blob, options), options),
    fetchBlob: (blob, options) => source.fetchBlob(blob, options),
    referrers: (subject, options) => noting(source.referrers(subject, options), options),
  };
}
