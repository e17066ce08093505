import type { Source, Target, WriteOnceTarget } from '@cip/oci';
import { Blobs } from './blobs.js';
import type { RepositoryContext } from './context.js';
import { ManifestDelete } from './manifest-delete.js';
import { ManifestPush } from './manifest-push.js';
import { Manifests } from './manifests.js';
import { Referrers } from './referrers.js';
import { Tags } from './tags.js';
import { Uploads } from './uploads.js';

interface Parts {
  readonly blobs: Blobs;
  readonly manifests: Manifests;
}

/** The right to read one repository; the object has no method that writes. */
export function readOnlyRepository(context: RepositoryContext, withoutReferrersApi: Set<string>): Source {
  return reading(context, partsOf(context), withoutReferrersApi);
}

/** The right to read one repository and to add to it. */
export function writeOnceRepository(
  context: RepositoryContext,
  withoutReferrersApi: Set<string>,
): WriteOnceTarget {
  const parts = partsOf(context);
  return adding(context, parts, new ManifestPush(context, parts.manifests), withoutReferrersApi);
}

/** The right to do everything with one repository. */
export function fullRepository(context: RepositoryContext, withoutReferrersApi: Set<string>): Target {
  const parts = partsOf(context);
  const pushing = new ManifestPush(context, parts.manifests);
  const deleting = new ManifestDelete(context);
  return {
    ...adding(context, parts, pushing, withoutReferrersApi),
    delete: (reference, options) => deleting.delete(reference, options),
    retag: (manifest, tag, options) => pushing.retag(manifest, tag, options),
  };
}

function partsOf(context: RepositoryContext): Parts {
  return { blobs: new Blobs(context), manifests: new Manifests(context) };
}

function adding(
  context: RepositoryContext,
  parts: Parts,
  pushing: ManifestPush,
  withoutApi: Set<string>,
): WriteOnceTarget {
  const uploads = new Uploads(context, parts.blobs);
  return {
    ...reading(context, parts, withoutApi),
    openUpload: (blob, options) => uploads.open(blob, options),
    pushManifest: (manifest, options) => pushing.push(manifest, options),
  };
}

function reading(context: RepositoryContext, { blobs, manifests }: Parts, withoutApi: Set<string>): Source {
  const tags = new Tags(context);
  const referrers = new Referrers(context, manifests, withoutApi);
  return {
    name: context.name,
    list: (options) => tags.list(options),
    resolve: (reference, options) => manifests.resolve(reference, options),
    fetchManifest: (reference, options) => manifests.fetch(reference, options),
    hasBlob: (blob, options) => blobs.has(blob, options),
    fetchBlob: (blob, options) => blobs.fetch(blob, options),
    referrers: (subject, options) => referrers.list(subject, options),
  };
}
