/** Every request is of exactly one kind. `upload-commit` is also a POST that brings the whole blob. */
export type RequestKind =
  | 'ping'
  | 'token'
  | 'tags'
  | 'catalog'
  | 'referrers'
  | 'manifest'
  | 'blob'
  | 'upload-start'
  | 'mount'
  | 'upload-chunk'
  | 'upload-commit'
  | 'upload-status'
  | 'upload-cancel'
  | 'other';

/** What a request is about. `repository` and `reference` are empty where the path names none. */
export interface Route {
  readonly kind: RequestKind;
  readonly repository: string;
  /** Tag, digest, or the id of an upload session; the digest that a mount or a commit asks for. */
  readonly reference: string;
  /** The id of an upload session. */
  readonly session: string;
  readonly query: URLSearchParams;
}

const paths: readonly (readonly [RegExp, RequestKind])[] = [
  [/^\/v2\/?$/, 'ping'],
  [/^\/token$/, 'token'],
  [/^\/v2\/_catalog$/, 'catalog'],
  [/^\/v2\/(.+)\/tags\/list$/, 'tags'],
  [/^\/v2\/(.+)\/referrers\/([^/]+)$/, 'referrers'],
  [/^\/v2\/(.+)\/manifests\/([^/]+)$/, 'manifest'],
  [/^\/v2\/(.+)\/blobs\/uploads\/?$/, 'upload-start'],
  [/^\/v2\/(.+)\/blobs\/uploads\/([^/]+)$/, 'upload-chunk'],
  [/^\/v2\/(.+)\/blobs\/([^/]+)$/, 'blob'],
];

const sessionKinds: Readonly<Record<string, RequestKind>> = {
  PATCH: 'upload-chunk',
  PUT: 'upload-commit',
  GET: 'upload-status',
  HEAD: 'upload-status',
  DELETE: 'upload-cancel',
};

/** Reads method and request target; what is no path of the protocol is of kind `other`. */
export function parseRoute(method: string, target: string): Route {
  const [path = '', search = ''] = target.split('?', 2);
  const query = new URLSearchParams(search);
  for (const [pattern, kind] of paths) {
    const match = pattern.exec(decoded(path));
    if (!match) continue;
    const [, repository = '', reference = ''] = match;
    return refine({ kind, repository, reference, session: '', query }, method);
  }
  return { kind: 'other', repository: '', reference: '', session: '', query };
}

function refine(route: Route, method: string): Route {
  const { query } = route;
  if (route.kind === 'upload-chunk') {
    const kind = sessionKinds[method] ?? 'other';
    return { ...route, kind, session: route.reference, reference: query.get('digest') ?? route.reference };
  }
  if (route.kind !== 'upload-start') return route;
  if (method !== 'POST') return { ...route, kind: 'other' };
  const mount = query.get('mount');
  if (mount !== null) return { ...route, kind: 'mount', reference: mount };
  const digest = query.get('digest');
  return digest === null ? route : { ...route, kind: 'upload-commit', reference: digest };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}
