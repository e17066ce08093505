import { algorithmOf, type CallOptions, type Descriptor, type Upload } from '@cip/oci';
import type { Answer } from './answer.js';
import type { Blobs } from './blobs.js';
import { callTo, type RepositoryContext } from './context.js';
import { RegistryError, type RegistryErrorCode } from './errors.js';
import { sessionLocation } from './session-location.js';
import { UploadSession } from './upload-session.js';

/** Refusals of a mount that an upload may not meet: the origin cannot be read, or mounting is unknown. */
const mountRefusals: ReadonlySet<RegistryErrorCode> = new Set([
  'UNAUTHORIZED',
  'DENIED',
  'NOT_FOUND',
  'REFUSED',
]);

/** Opens upload sessions and mounts (distribution-spec v1.1, "Pushing blobs"). */
export class Uploads {
  constructor(
    private readonly context: RepositoryContext,
    private readonly blobs: Blobs,
  ) {}

  async open(
    blob: Descriptor,
    { mountFrom, signal }: CallOptions & { readonly mountFrom?: string } = {},
  ): Promise<'mounted' | Upload> {
    const location = await this.#start(blob, mountFrom, signal);
    if (location === 'mounted') return location;
    const reopen = (again?: AbortSignal): Promise<URL> => this.#startPlain(again);
    return new UploadSession(this.context, this.blobs, blob, location, reopen);
  }

  async #start(blob: Descriptor, from: string | undefined, signal?: AbortSignal): Promise<'mounted' | URL> {
    // docker-registry 2.8 says that it mounts by other digests than sha256, and lacks the blob afterwards.
    const isMountable = from !== this.context.name.repository && algorithmOf(blob.digest) === 'sha256';
    if (from === undefined || !isMountable) return this.#startPlain(signal);
    try {
      return await this.#mount(blob, from, signal);
    } catch (error) {
      if (!(error instanceof RegistryError && mountRefusals.has(error.code))) throw error;
      return this.#startPlain(signal);
    }
  }

  #mount({ digest }: Descriptor, from: string, signal?: AbortSignal): Promise<'mounted' | URL> {
    const at = `blobs/uploads/?mount=${encodeURIComponent(digest)}&from=${encodeURIComponent(from)}`;
    const call = callTo(this.context, { kind: 'mount', method: 'POST', at, mountFrom: from, signal });
    return this.context.transport.exchange<'mounted' | URL>(call, (answer) =>
      answer.status === 201 ? 'mounted' : opened(answer),
    );
  }

  #startPlain(signal?: AbortSignal): Promise<URL> {
    const call = callTo(this.context, { kind: 'upload-start', method: 'POST', at: 'blobs/uploads/', signal });
    return this.context.transport.exchange(call, opened);
  }
}

async function opened(answer: Answer): Promise<URL> {
  if (answer.status !== 202) throw await answer.failure();
  return sessionLocation(answer);
}
