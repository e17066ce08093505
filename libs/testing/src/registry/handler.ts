import { isRepositoryPath } from '@cip/oci';
import { type Answer, emptyAnswer, failure, unsupported } from './answer.js';
import type { Auth } from './auth.js';
import { serveBlob } from './blobs.js';
import { serveGoogleList } from './google-list.js';
import { serveManifest } from './manifests.js';
import type { RegistryOptions } from './options.js';
import { serveReferrers } from './referrers.js';
import type { RegistryRequest } from './request.js';
import type { Store } from './store.js';
import { serveCatalog, serveTags } from './tags.js';
import type { Uploads } from './uploads.js';

/** The parts of one registry, and where it listens. */
export interface Registry {
  readonly options: RegistryOptions;
  readonly store: Store;
  readonly uploads: Uploads;
  readonly auth: Auth;
  /** `http://127.0.0.1:PORT`. */
  readonly origin: () => string;
}

/** The answer of a sound registry to a request. */
export async function handle(registry: Registry, request: RegistryRequest): Promise<Answer> {
  const { auth } = registry;
  const refusal = auth.check(request);
  if (refusal) return refusal;
  if (request.kind === 'token') return (await auth.tokens?.serve(request)) ?? notFound(request);
  if (request.repository !== '' && !isRepositoryPath(request.repository)) {
    return failure(400, 'NAME_INVALID', `${request.repository} is not a repository name`);
  }
  return isRead(request) ? serveRead(registry, request) : serveContent(registry, request);
}

const readOnlyKinds = ['ping', 'catalog', 'tags', 'referrers', 'other'];

function isRead({ kind }: RegistryRequest): boolean {
  return readOnlyKinds.includes(kind);
}

function serveRead({ store, options, origin }: Registry, request: RegistryRequest): Answer {
  const { google, paging } = options;
  if (!['GET', 'HEAD'].includes(request.method)) return unsupported(request.method);
  switch (request.kind) {
    case 'ping':
      return emptyAnswer(200, { 'content-type': 'application/json' });
    case 'tags':
      return (google ? serveGoogleList : serveTags)(store, request, origin(), paging);
    case 'catalog':
      return options.catalog === false ? notFound(request) : serveCatalog(store, request, origin(), paging);
    case 'referrers':
      return options.referrers === false
        ? notFound(request)
        : serveReferrers(store, request, origin(), paging);
    default:
      return notFound(request);
  }
}

async function serveContent(
  { store, options, uploads }: Registry,
  request: RegistryRequest,
): Promise<Answer> {
  switch (request.kind) {
    case 'manifest':
      return serveManifest(store, options, request);
    case 'blob':
      return serveBlob(store, options, request);
    default:
      return request.session === '' ? uploads.start(request) : uploads.serve(request);
  }
}

function notFound({ url }: RegistryRequest): Answer {
  return failure(404, 'NOT_FOUND', `nothing is served at ${url}`);
}
