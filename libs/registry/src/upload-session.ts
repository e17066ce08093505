import {
  algorithmOf,
  type CallOptions,
  type ContentFrom,
  type Descriptor,
  DigestMismatchError,
  type Upload,
} from '@cip/oci';
import type { Answer } from './answer.js';
import type { Blobs } from './blobs.js';
import type { CallBody } from './call.js';
import { ContentFailure } from './content-failure.js';
import { callTo, type RepositoryContext } from './context.js';
import { RegistryError } from './errors.js';
import { announcedDigest } from './manifests.js';
import type { Patience } from './patience.js';
import { sessionLocation } from './session-location.js';

/** Below this size, in bytes, asking where a broken upload stands costs more than starting again. */
const worthResuming = 1024 * 1024;

/** How often one upload starts again because the session is lost, or the content arrived wrong. */
const mostRestarts = 3;

const lostSession: ReadonlySet<string> = new Set([
  'BLOB_UPLOAD_UNKNOWN',
  'BLOB_UPLOAD_INVALID',
  'DIGEST_INVALID',
  'SIZE_INVALID',
]);

/** Sends one blob: in one PUT; after a break from where the registry stands, or in a new session. */
export class UploadSession implements Upload {
  #position = 0;
  #given = 0;
  #restarts = 0;
  #breaks = 0;

  constructor(
    private readonly context: RepositoryContext,
    private readonly blobs: Blobs,
    private readonly blob: Descriptor,
    private location: URL,
    private readonly reopen: (signal?: AbortSignal) => Promise<URL>,
  ) {}

  async send(content: ContentFrom, { signal }: CallOptions = {}): Promise<void> {
    const patience = this.context.transport.patience({ url: this.location, signal });
    for (;;) {
      try {
        await this.#rest(content, patience, signal);
        return;
      } catch (error) {
        if (error instanceof ContentFailure) throw error.error;
        const lost = this.#isLost(error);
        // A transfer may have taken longer than the deadline before it broke: that is no reason not to try again.
        if (this.#given > this.#position && this.#breaks++ < mostRestarts) patience.moved();
        if (!lost) await patience.after(error);
        if (await this.#recovered(error, lost, patience, signal)) return;
      }
    }
  }

  /** Whether the registry wants no more of this session, and a new one is worth a try. */
  #isLost(error: unknown): boolean {
    if (!(error instanceof RegistryError) || error.retryable) return false;
    const lost = [404, 416].includes(error.status ?? 0) || lostSession.has(error.registryCode ?? '');
    return lost && ++this.#restarts < mostRestarts;
  }

  /** True: the blob is there after all. False: the next sending starts at the position that is now known. */
  async #recovered(
    error: unknown,
    lost: boolean,
    patience: Patience,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    const answered = error instanceof RegistryError && error.status !== undefined && error.status < 500;
    const all = this.#given === this.blob.size;
    if (!lost && !answered && all && (await this.blobs.has(this.blob, signal && { signal }))) return true;
    const stands = lost || this.blob.size < worthResuming ? undefined : await this.#status(signal);
    if (stands !== undefined) {
      if (stands > this.#position) patience.progressed();
      this.#position = stands;
      return false;
    }
    this.#position = 0;
    this.location = await this.reopen(signal);
    return false;
  }

  async #rest(content: ContentFrom, patience: Patience, signal: AbortSignal | undefined): Promise<void> {
    if (this.#position > 0 && this.#position < this.blob.size) {
      this.location = await this.#patch(content, patience, signal);
      this.#position = this.blob.size;
    }
    const body = this.#position === 0 ? this.#body(content) : new Uint8Array();
    const call = callTo(this.context, {
      kind: 'upload-put',
      method: 'PUT',
      at: withDigest(this.location, this.blob.digest),
      headers: { 'content-type': 'application/octet-stream' },
      body,
      lane: this.#position === 0 ? 'slotless' : 'exchange',
      signal,
    });
    const isSaid = await this.context.transport.attempt(call, patience, (answer) =>
      committed(answer, this.blob),
    );
    // docker-registry names what it stores by sha256, and has it under the other digest, too.
    if (!isSaid && !(await this.blobs.has(this.blob, signal && { signal }))) {
      throw new DigestMismatchError(
        this.blob.digest,
        'another digest',
        'what the registry stored of an upload',
      );
    }
  }

  #patch(content: ContentFrom, patience: Patience, signal: AbortSignal | undefined): Promise<URL> {
    const range = `${this.#position}-${this.blob.size - 1}`;
    const call = callTo(this.context, {
      kind: 'upload-patch',
      method: 'PATCH',
      at: this.location,
      headers: { 'content-type': 'application/octet-stream', 'content-range': range },
      body: this.#body(content),
      lane: 'slotless',
      signal,
    });
    return this.context.transport.attempt(call, patience, async (answer) => {
      if (answer.status !== 202) throw await answer.failure();
      return sessionLocation(answer);
    });
  }

  /** The next byte that the registry wants; undefined where the session cannot go on. */
  async #status(signal: AbortSignal | undefined): Promise<number | undefined> {
    const call = callTo(this.context, {
      kind: 'upload-status',
      method: 'GET',
      at: this.location,
      signal,
    });
    return this.context.transport.exchange({ ...call, access: 'write' }, (answer) => {
      const last = /^(?:bytes=)?0-([0-9]{1,15})$/.exec(answer.header('range') ?? '')?.[1];
      // docker-registry says 0-0 for an empty session as well.
      if (answer.status !== 204 || last === undefined || last === '0') return undefined;
      if (Number(last) >= this.blob.size) return undefined;
      if (answer.header('location') !== undefined) this.location = sessionLocation(answer);
      return Number(last) + 1;
    });
  }

  #body(content: ContentFrom): CallBody {
    const position = this.#position;
    return { length: this.blob.size - position, open: () => this.#counted(content, position) };
  }

  async *#counted(content: ContentFrom, position: number): AsyncGenerator<Uint8Array> {
    this.#given = position;
    for await (const chunk of content(position)) {
      this.#given += chunk.byteLength;
      yield chunk;
    }
  }
}

function withDigest(location: URL, digest: string): URL {
  return new URL(`${location.href}${location.search === '' ? '?' : '&'}digest=${encodeURIComponent(digest)}`);
}

/** False: the registry names what it stored by another algorithm, which says nothing about the digest in question. */
async function committed(answer: Answer, { digest }: Descriptor): Promise<boolean> {
  if (answer.status !== 201 && answer.status !== 204) throw await answer.failure();
  const stored = announcedDigest(answer);
  if (stored === undefined || stored === digest) return true;
  if (algorithmOf(stored) !== algorithmOf(digest)) return false;
  throw answer.invalid(`${digest} was uploaded, the registry stored ${stored}`);
}
