import type { Source, Target, WriteOnceTarget } from '@cip/oci';
import { Blobs } from './blobs.js';
import type { RepositoryContext } from './context.js';
import { ManifestDelete } from './manifest-delete.js';
import { ManifestPush } from './manifest-push.js';
import { Manifests } from './manifests.js';
import { Referrers } from './referrers.js';
import type { ReferrersKnowledge } from './referrers-knowledge.js';
import { Tags } from './tags.js';
import { Uploads } from './uploads.js';

interface Parts {
  readonly blobs: Blobs;
  readonly manifests: Manifests;
}

/** The right to read one repository; the object has no method that writes. */
export function readOnlyRepository(context: RepositoryContext, referrers: ReferrersKnowledge): Source {
  return reading(context, partsOf(context), referrers);
}

/** The right to read one repository and to add to it. */
export function writeOnceRepository(
  context: RepositoryContext,
  referrers: ReferrersKnowledge,
): WriteOnceTarget {
  const parts = partsOf(context);
  return adding(context, parts, new ManifestPush(context, parts.manifests, referrers), referrers);
}

/** The right to do everything with one repository. */
export function fullRepository(context: RepositoryContext, referrers: ReferrersKnowledge): Target {
  const parts = partsOf(context);
  const pushing = new ManifestPush(context, parts.manifests, referrers);
  const deleting = new ManifestDelete(context);
  return {
    ...adding(context, parts, pushing, referrers),
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
  knowledge: ReferrersKnowledge,
): WriteOnceTarget {
  const uploads = new Uploads(context, parts.blobs);
  return {
    ...reading(context, parts, knowledge),
    openUpload: (blob, options) => uploads.open(blob, options),
    pushManifest: (manifest, options) => pushing.push(manifest, options),
    confirmReferrers: (subject, options) => pushing.confirmReferrers(subject, options),
  };
}

function reading(
  context: RepositoryContext,
  { blobs, manifests }: Parts,
  { withoutApi }: ReferrersKnowledge,
): Source {
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
    lacksReferrersApi: () => referrers.lacksApi,
  };
}
