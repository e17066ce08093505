import { type Platform, readManifest } from '@cip/oci';
import type { TestRegistry } from '@cip/testing';

/** What a registry holds under one tag, or without a tag. */
export interface Held {
  readonly repository: string;
  readonly tag?: string;
  readonly digest: string;
  /** `linux/amd64` and so on. */
  readonly platforms: readonly string[];
}

/** Everything in a registry, sorted, but for the manifests that belong to an index. */
export function holdingsOf(registry: TestRegistry): Held[] {
  return Object.entries(registry.snapshot()).flatMap(([repository, { manifests, tags }]) => {
    const children = new Set(
      Object.keys(manifests).flatMap((digest) => childrenOf(registry, repository, digest)),
    );
    const tagged = new Set(Object.values(tags));
    const held = (digest: string, tag?: string): Held => ({
      repository,
      digest,
      platforms: platformsOf(registry, repository, digest),
      ...(tag !== undefined && { tag }),
    });
    const untagged = Object.keys(manifests).filter((digest) => !tagged.has(digest) && !children.has(digest));
    return [
      ...Object.entries(tags).map(([tag, digest]) => held(digest, tag)),
      ...untagged.map((digest) => held(digest)),
    ];
  });
}

function childrenOf(registry: TestRegistry, repository: string, digest: string): string[] {
  const manifest = registry.manifest(repository, digest);
  return manifest ? readManifest(manifest).children.map((child) => child.digest) : [];
}

function platformsOf(registry: TestRegistry, repository: string, digest: string): string[] {
  const manifest = registry.manifest(repository, digest);
  if (!manifest) return [];
  const { kind, children, blobs } = readManifest(manifest);
  if (kind === 'index') return children.flatMap(({ platform }) => (platform ? [platformText(platform)] : []));
  const config = registry.blob(repository, blobs[0]?.digest ?? '');
  return config ? [platformText(JSON.parse(new TextDecoder().decode(config)) as Platform)] : [];
}

function platformText({ os, architecture }: Platform): string {
  return `${os}/${architecture}`;
}
