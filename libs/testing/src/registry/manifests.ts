import {
  algorithmOf,
  type Digest,
  digestOf,
  InvalidManifestError,
  isDigest,
  isManifestType,
  isTag,
  type ManifestContent,
  readManifest,
} from '@cip/oci';
import { type Answer, bytesAnswer, emptyAnswer, failure, nameUnknown, unsupported } from './answer.js';
import type { RegistryOptions } from './options.js';
import { readAll, type RegistryRequest } from './request.js';
import type { Store } from './store.js';

const defaultLimit = 4 * 1024 * 1024;

/** `/v2/<name>/manifests/<reference>`: pull, push and delete, by tag and by digest. */
export async function serveManifest(
  store: Store,
  options: RegistryOptions,
  request: RegistryRequest,
): Promise<Answer> {
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return pull(store, request);
    case 'PUT':
      return push(store, options, request);
    case 'DELETE':
      return options.deletes === false ? unsupported('deleting manifests') : remove(store, request);
    default:
      return unsupported(`${request.method} of a manifest`);
  }
}

function pull(store: Store, { repository, reference }: RegistryRequest): Answer {
  if (!store.repositories.has(repository)) return nameUnknown(repository);
  const manifest = store.manifest(repository, reference);
  if (!manifest) return manifestUnknown(repository, reference);
  const { digest, mediaType } = manifest.descriptor;
  return bytesAnswer(200, manifest.bytes, { 'content-type': mediaType, 'docker-content-digest': digest });
}

function remove(store: Store, { repository, reference }: RegistryRequest): Answer {
  const stored = store.repositories.get(repository);
  if (!stored) return nameUnknown(repository);
  const gone = isDigest(reference)
    ? store.deleteManifest(repository, reference)
    : stored.tags.delete(reference);
  return gone ? emptyAnswer(202) : manifestUnknown(repository, reference);
}

async function push(store: Store, options: RegistryOptions, request: RegistryRequest): Promise<Answer> {
  const { repository, reference } = request;
  const limit = options.manifestLimit ?? defaultLimit;
  const bytes = await readAll(request.body, limit);
  if (!bytes) return failure(413, 'SIZE_INVALID', `a manifest has at most ${limit} bytes`);
  if (!isDigest(reference) && !isTag(reference)) return failure(400, 'TAG_INVALID', `${reference} is no tag`);
  const digest = digestOf(bytes, isDigest(reference) ? algorithmOf(reference) : 'sha256');
  if (isDigest(reference) && reference !== digest) {
    return failure(400, 'DIGEST_INVALID', `the content is ${digest}, not ${reference}`);
  }
  const mediaType = request.headers['content-type'] ?? '';
  const content = understood(bytes, digest, mediaType);
  if ('reason' in content) return failure(400, 'MANIFEST_INVALID', content.reason);
  const missing =
    options.verifyReferences === false ? undefined : missingReference(store, repository, content);
  if (missing) return failure(400, 'MANIFEST_BLOB_UNKNOWN', `${repository} has no ${missing}`);
  store.putManifest(repository, digest, mediaType, bytes, isDigest(reference) ? undefined : reference);
  const subject = options.referrers === false ? undefined : content.subject;
  return emptyAnswer(201, {
    location: `/v2/${repository}/manifests/${digest}`,
    'docker-content-digest': digest,
    ...(subject && { 'oci-subject': subject.digest }),
  });
}

function understood(
  bytes: Uint8Array,
  digest: Digest,
  mediaType: string,
): ManifestContent | { reason: string } {
  if (!isManifestType(mediaType)) return { reason: `${mediaType || 'no media type'} is not a manifest's` };
  try {
    const content = readManifest({ bytes, descriptor: { digest, mediaType, size: bytes.byteLength } });
    const said = (JSON.parse(new TextDecoder().decode(bytes)) as { mediaType?: unknown }).mediaType;
    if (content.kind === 'schema1' || said === undefined || said === mediaType) return content;
    return { reason: `mediaType and Content-Type (${mediaType}) differ` };
  } catch (error) {
    if (error instanceof InvalidManifestError) return { reason: error.message };
    throw error;
  }
}

function missingReference(store: Store, repository: string, content: ManifestContent): Digest | undefined {
  const blob = content.blobs.find(({ digest }) => !store.blob(repository, digest));
  const child = content.children.find(({ digest }) => !store.manifest(repository, digest));
  return (blob ?? child)?.digest;
}

function manifestUnknown(repository: string, reference: string): Answer {
  return failure(404, 'MANIFEST_UNKNOWN', `${repository} has no manifest ${reference}`);
}
