import { type Digest, subjectOf, type WriteOnceTarget } from '@cip/oci';

/** A target that leaves the lists of the referrers of some subjects alone, as these are pushed by themselves. */
export function withoutListing(target: WriteOnceTarget, listed: ReadonlySet<Digest>): WriteOnceTarget {
  return {
    name: target.name,
    list: (options) => target.list(options),
    resolve: (reference, options) => target.resolve(reference, options),
    fetchManifest: (reference, options) => target.fetchManifest(reference, options),
    hasBlob: (blob, options) => target.hasBlob(blob, options),
    fetchBlob: (blob, options) => target.fetchBlob(blob, options),
    referrers: (subject, options) => target.referrers(subject, options),
    openUpload: (blob, options) => target.openUpload(blob, options),
    pushManifest: (manifest, options) => {
      const subject = subjectOf(manifest);
      const isListed = subject !== undefined && listed.has(subject);
      return target.pushManifest(manifest, isListed ? { ...options, listReferrer: false } : options);
    },
    confirmReferrers: (subject, options) => target.confirmReferrers(subject, options),
  };
}
