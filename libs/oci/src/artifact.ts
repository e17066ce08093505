import type { subjectOfTag } from './attached-artifacts.js';
import type { Digest } from './digest.js';
import type { ManifestContent } from './manifest-content.js';
import { mediaTypes } from './media-types.js';
import { partId } from './part-id.js';

/** What may be attached to an image. A `list` is an index of referrers, a `manifest` anything that nobody can run. */
export interface Artifact {
  readonly kind: 'manifest' | 'list';
  readonly layers: readonly {
    readonly digest: Digest;
    readonly mediaType: string;
    /** See {@link partId}. */
    readonly part: string;
  }[];
}

/** What the form of a tag says: what it is attached to, and what it holds. */
export type Attachment = NonNullable<ReturnType<typeof subjectOfTag>>;

/** Undefined for what somebody could run: it is no artifact, whatever it says of itself. */
export function artifactOf({ kind, config, layers = [], children }: ManifestContent): Artifact | undefined {
  if (kind === 'index') {
    const isOfImages = children.some(({ platform }) => platform !== undefined);
    return isOfImages ? undefined : { kind: 'list', layers: [] };
  }
  if (kind === 'schema1' || !config) return undefined;
  const isRunnable = layers.length === 0 || layers.some(({ mediaType }) => layerOfImage.test(mediaType));
  if (configs.has(config.mediaType) && isRunnable) return undefined;
  return {
    kind: 'manifest',
    layers: layers.map((layer) => ({
      digest: layer.digest,
      mediaType: layer.mediaType,
      part: partId(layer),
    })),
  };
}

/** True when an artifact holds what the form of its tag says: signatures, attestations, an SBOM, or referrers. */
export function isAsItsTagSays(kind: Attachment['kind'], artifact: Artifact | undefined): boolean {
  if (!artifact) return false;
  if (kind === 'referrers') return artifact.kind === 'list';
  const type = layersOf[kind];
  return (
    artifact.kind === 'manifest' &&
    artifact.layers.length > 0 &&
    artifact.layers.every(({ mediaType }) => type.test(mediaType))
  );
}

const configs = new Set<string>([mediaTypes.ociConfig, mediaTypes.dockerConfig]);
const layerOfImage = /^application\/vnd\.(oci\.image\.layer|docker\.image\.rootfs)\./;
const layersOf = {
  sig: /^application\/vnd\.dev\.cosign\.simplesigning\.v1\+json$/,
  att: /^application\/vnd\.dsse\.envelope\.v1\+json$/,
  sbom: /^(application|text)\/(spdx|vnd\.(cyclonedx|syft|spdx))(\+|$)/,
} as const;
