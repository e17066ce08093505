import type { ChangeEvent } from '@cip/audit';
import { type Descriptor, type Digest, digestOf, mediaTypes, type RawManifest } from '@cip/oci';
import { LRUCache } from 'lru-cache';

/** The artifact type of a probe. */
export const probeArtifact = 'application/vnd.container-image-promoter.probe.v1+json';

/** The one blob of a probe (image-spec v1.1, "Guidance for an Empty Descriptor"). */
export const probeBlob: { readonly descriptor: Descriptor; readonly bytes: Uint8Array } = contentOf(
  mediaTypes.ociEmpty,
  '{}',
);

const minute = 60_000;
// A registry reports what was pushed within this time, whatever its clock says.
const before = 60;
const after = 5;

/**
 * What is pushed to find out whether events arrive: an artifact that holds nothing but the minute, given in milliseconds
 * since the epoch. Equal minutes give equal bytes, so that nothing else can pass for a probe.
 */
export function probeManifest(time: number): RawManifest {
  const created = new Date(Math.floor(time / minute) * minute).toISOString();
  const body = {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    artifactType: probeArtifact,
    config: probeBlob.descriptor,
    layers: [probeBlob.descriptor],
    annotations: { 'org.opencontainers.image.created': created },
  };
  return contentOf(mediaTypes.ociManifest, JSON.stringify(body));
}

/** Knows probes by their repositories and digests, without a read. */
export class Probes {
  readonly #repositories: ReadonlySet<string>;
  readonly #digests = new LRUCache<number, Digest>({ max: 2 * (before + after) });

  constructor(repositories: Iterable<string>) {
    this.#repositories = new Set(repositories);
  }

  /** True for the push of a probe, made within the hour before it was reported. */
  has({ action, repository, digest, tag, publishedAt }: ChangeEvent): boolean {
    if (!this.#repositories.has(repository) || action !== 'insert' || tag !== undefined) return false;
    const reported = Math.floor(publishedAt / minute);
    for (let at = reported - before; at <= reported + after; at++) {
      if (this.#digestAt(at) === digest) return true;
    }
    return false;
  }

  #digestAt(minutes: number): Digest {
    const known = this.#digests.get(minutes);
    if (known !== undefined) return known;
    const { digest } = probeManifest(minutes * minute).descriptor;
    this.#digests.set(minutes, digest);
    return digest;
  }
}

function contentOf(mediaType: string, text: string): RawManifest {
  const bytes = new TextEncoder().encode(text);
  return { bytes, descriptor: { mediaType, digest: digestOf(bytes), size: bytes.byteLength } };
}
