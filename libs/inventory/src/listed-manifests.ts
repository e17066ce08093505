import type { Digest, FoundManifest } from '@cip/oci';

/** The manifests of a listing. Whether one is there is looked up in it; it is read as a whole for all other questions. */
export class ListedManifests implements ReadonlyMap<Digest, FoundManifest> {
  constructor(
    private readonly listed: ReadonlyMap<Digest, unknown>,
    private readonly readAll: () => ReadonlyMap<Digest, FoundManifest>,
  ) {}

  get size(): number {
    return this.listed.size;
  }

  has(digest: Digest): boolean {
    return this.listed.has(digest);
  }

  get(digest: Digest): FoundManifest | undefined {
    return this.readAll().get(digest);
  }

  keys(): MapIterator<Digest> {
    return this.readAll().keys();
  }

  values(): MapIterator<FoundManifest> {
    return this.readAll().values();
  }

  entries(): MapIterator<[Digest, FoundManifest]> {
    return this.readAll().entries();
  }

  [Symbol.iterator](): MapIterator<[Digest, FoundManifest]> {
    return this.entries();
  }

  forEach(
    callback: (found: FoundManifest, digest: Digest, map: ReadonlyMap<Digest, FoundManifest>) => void,
  ): void {
    for (const [digest, found] of this) callback(found, digest, this);
  }
}
