import { formatRepositoryName, type RepositoryName } from '@cip/oci';
import type { Limits } from './limits.js';
import type { Access, Call, Method } from './call.js';
import type { Clock } from './clock.js';
import type { ManifestCache } from './manifest-cache.js';
import type { Transport } from './transport.js';

/** What the parts of one repository's client share. */
export interface RepositoryContext {
  readonly name: RepositoryName;
  readonly origin: URL;
  readonly transport: Transport;
  readonly cache: ManifestCache;
  readonly limits: Limits;
  readonly clock: Clock;
}

type Purpose = Omit<Call, 'registry' | 'repository' | 'url' | 'access'> & {
  /** Below `/v2/<name>/`, or a URL that was followed there. */
  readonly at: string | URL;
};

/** A call to one repository. */
export function callTo({ name, origin }: RepositoryContext, { at, ...purpose }: Purpose): Call {
  return {
    ...purpose,
    registry: name.registry,
    repository: name.repository,
    url: typeof at === 'string' ? new URL(`/v2/${name.repository}/${at}`, origin) : at,
    access: accessOf(purpose.method),
  };
}

/** GET and HEAD read, DELETE deletes, everything else writes. */
function accessOf(method: Method): Access {
  if (method === 'DELETE') return 'delete';
  return method === 'GET' || method === 'HEAD' ? 'read' : 'write';
}

/** `host/path@digest` or `host/path:tag`. */
export function printed({ name }: RepositoryContext, reference: string): string {
  return `${formatRepositoryName(name)}${reference.includes(':') ? '@' : ':'}${reference}`;
}
