import type { WriteOnceTarget } from '@cip/oci';
import type { AssembledImage } from './assemble.js';

/** A target that has the layers of the base mounted when the base is in the same registry. */
export function mountFromBase(target: WriteOnceTarget, { base, blobs }: AssembledImage): WriteOnceTarget {
  const { registry, repository } = base.source.name;
  if (target.name.registry !== registry) return target;
  return {
    ...target,
    openUpload: (blob, options) =>
      target.openUpload(blob, blobs.has(blob.digest) ? options : { mountFrom: repository, ...options }),
  };
}
