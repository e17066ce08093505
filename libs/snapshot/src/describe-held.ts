import type { CallOptions, Descriptor, Digest, Source } from '@cip/oci';
import type { HeldManifest } from './held.js';
import type { RepositoryWork } from './layout-writer.js';

/** Adds media types and sizes to what the backup holds. Those that no listing tells are read from the manifests. */
export function describeHeld(
  held: readonly Pick<HeldManifest, 'digest' | 'tags'>[],
  { name, state, jobs, kept }: RepositoryWork,
  place: Source,
  call: CallOptions,
): Promise<HeldManifest[]> {
  const jobOf = new Map(jobs.map((job) => [job.digest, job]));
  const describe = async (digest: Digest): Promise<Pick<Descriptor, 'mediaType' | 'size'>> => {
    const found = state.manifests.get(digest);
    if (found?.size !== undefined && found.mediaType !== '') return { ...found, size: found.size };
    // What was just copied has been read, and is kept by the client.
    const read = async (): Promise<Descriptor | undefined> =>
      (await jobOf.get(digest)?.source.fetchManifest(digest, call))?.descriptor;
    const known = kept.get(digest) ?? (await read()) ?? (await place.resolve(digest, call));
    if (known) return known;
    throw new Error(`${digest} was copied to the backup of ${name}, and is not there`);
  };
  const described = held.map(async ({ digest, tags }): Promise<HeldManifest> => {
    const { mediaType, size } = await describe(digest);
    return { digest, mediaType, size, tags };
  });
  return Promise.all(described);
}
