import { isDigest, mediaTypes } from '@cip/oci';
import { type Answer, failure, jsonAnswer } from './answer.js';
import { cutPage, type PagingOptions } from './paging.js';
import type { RegistryRequest } from './request.js';
import type { Store, StoredManifest } from './store.js';

interface SubjectManifest {
  readonly subject?: { readonly digest?: string } | null;
  readonly artifactType?: string;
  readonly config?: { readonly mediaType?: string };
  readonly annotations?: Readonly<Record<string, string>>;
}

/** `/v2/<name>/referrers/<digest>`: an index of what has the digest as subject; none is an empty index, not 404. */
export function serveReferrers(
  store: Store,
  request: RegistryRequest,
  origin: string,
  paging: PagingOptions = {},
): Answer {
  const { repository, reference, query } = request;
  if (!isDigest(reference)) return failure(400, 'DIGEST_INVALID', `${reference} is not a digest`);
  const stored = store.repositories.get(repository);
  const wanted = query.get('artifactType');
  const found = new Map<string, { artifactType?: string }>();
  for (const [digest, manifest] of [...(stored?.manifests ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const referrer = describe(digest, manifest, reference);
    if (referrer && (wanted === null || referrer.artifactType === wanted)) found.set(digest, referrer);
  }
  const page = cutPage([...found.keys()], request, origin, paging);
  if ('status' in page) return page;
  const manifests = page.names.map((digest) => found.get(digest));
  return jsonAnswer(
    200,
    { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests },
    {
      ...page.headers,
      'content-type': mediaTypes.ociIndex,
      ...(wanted !== null && { 'oci-filters-applied': 'artifactType' }),
    },
  );
}

function describe(
  digest: string,
  { bytes, mediaType }: StoredManifest,
  subject: string,
): { artifactType?: string } | undefined {
  const manifest = parse(bytes);
  if (manifest?.subject?.digest !== subject) return undefined;
  const artifactType = manifest.artifactType ?? manifest.config?.mediaType;
  return {
    ...{ mediaType, digest, size: bytes.byteLength },
    ...(artifactType !== undefined && { artifactType }),
    ...(manifest.annotations && { annotations: manifest.annotations }),
  };
}

function parse(bytes: Uint8Array): SubjectManifest | undefined {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as SubjectManifest;
  } catch {
    return undefined;
  }
}
