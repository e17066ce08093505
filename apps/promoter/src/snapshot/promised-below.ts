import type { Digest } from '@cip/oci';
import { type Desired, isUntaggable } from '@cip/plan';
import type { NamedDigests } from '@cip/inventory';

/** Tags by digest. */
export type Held = ReadonlyMap<Digest, readonly string[]>;

/** What the repositories at a prefix and below it are promised, by their path below it; the empty path is the prefix. */
export function promisedBelow(prefix: string, { repositories }: Desired): Map<string, Held> {
  const below = new Map<string, Held>();
  for (const { name, claims } of repositories) {
    if (name !== prefix && !name.startsWith(`${prefix}/`)) continue;
    const held = new Map<Digest, Set<string>>();
    const entries = claims.flatMap(({ image }) => image.digests);
    for (const { digest, tags } of entries.filter((entry) => !isUntaggable(entry))) {
      held.set(digest, new Set([...(held.get(digest) ?? []), ...tags]));
    }
    below.set(name.slice(prefix.length + 1), new Map([...held].map(([digest, tags]) => [digest, [...tags]])));
  }
  return below;
}

/** Digests that manifests name, by destination repository and by source repository. */
export function namedDigests({ repositories }: Desired): NamedDigests {
  const named = new Map<string, Set<Digest>>();
  for (const { name, claims } of repositories) {
    for (const { source, image } of claims) {
      for (const repository of [name, source]) {
        const digests = named.get(repository) ?? new Set();
        for (const { digest } of image.digests) digests.add(digest);
        named.set(repository, digests);
      }
    }
  }
  return named;
}
