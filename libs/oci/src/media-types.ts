/** Media types of manifests that this project reads; anything else in a manifest passes as an opaque blob. */
export const mediaTypes = {
  ociManifest: 'application/vnd.oci.image.manifest.v1+json',
  ociIndex: 'application/vnd.oci.image.index.v1+json',
  ociConfig: 'application/vnd.oci.image.config.v1+json',
  ociLayerGzip: 'application/vnd.oci.image.layer.v1.tar+gzip',
  ociEmpty: 'application/vnd.oci.empty.v1+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
  dockerManifestList: 'application/vnd.docker.distribution.manifest.list.v2+json',
  dockerConfig: 'application/vnd.docker.container.image.v1+json',
  dockerLayerGzip: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
  dockerSchema1: 'application/vnd.docker.distribution.manifest.v1+json',
  dockerSchema1Signed: 'application/vnd.docker.distribution.manifest.v1+prettyjws',
} as const;

const indexTypes: ReadonlySet<string> = new Set([mediaTypes.ociIndex, mediaTypes.dockerManifestList]);
const imageTypes: ReadonlySet<string> = new Set([mediaTypes.ociManifest, mediaTypes.dockerManifest]);
const schema1Types: ReadonlySet<string> = new Set([mediaTypes.dockerSchema1, mediaTypes.dockerSchema1Signed]);

export function isIndexType(mediaType: string): boolean {
  return indexTypes.has(mediaType);
}

export function isImageType(mediaType: string): boolean {
  return imageTypes.has(mediaType);
}

export function isSchema1Type(mediaType: string): boolean {
  return schema1Types.has(mediaType);
}

/** Any type that is fetched from `/manifests/`, not from `/blobs/`. */
export function isManifestType(mediaType: string): boolean {
  return isIndexType(mediaType) || isImageType(mediaType) || isSchema1Type(mediaType);
}

/** The `Accept` header of a manifest read: everything that can be passed on, schema 1 last. */
export const manifestAccept = [
  mediaTypes.ociIndex,
  mediaTypes.ociManifest,
  mediaTypes.dockerManifestList,
  mediaTypes.dockerManifest,
  `${mediaTypes.dockerSchema1Signed};q=0.5`,
  `${mediaTypes.dockerSchema1};q=0.5`,
].join(', ');

/** Layers that a manifest only points to: they are served elsewhere and never copied (image-spec, "Non-distributable layers"). */
export function isForeignLayerType(mediaType: string): boolean {
  return (
    mediaType.startsWith('application/vnd.oci.image.layer.nondistributable.') ||
    mediaType === 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip' ||
    mediaType === 'application/vnd.docker.image.rootfs.foreign.diff.tar'
  );
}
