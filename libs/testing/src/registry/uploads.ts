import { randomUUID } from 'node:crypto';
import { digestOf, isDigest, algorithmOf } from '@cip/oci';
import { type Answer, emptyAnswer, failure } from './answer.js';
import type { RegistryOptions } from './options.js';
import type { RegistryRequest } from './request.js';
import type { Store } from './store.js';

interface Session {
  readonly id: string;
  readonly repository: string;
  readonly chunks: Uint8Array[];
  size: number;
  /** The request that may append; a newer one takes over from a connection that is half dead. */
  writer: RegistryRequest | undefined;
}

/** Upload sessions (distribution-spec v1.1, "Pushing blobs"). What arrived before a break stays in the session. */
export class Uploads {
  readonly #sessions = new Map<string, Session>();

  constructor(
    private readonly store: Store,
    private readonly options: RegistryOptions,
    private readonly origin: () => string,
  ) {}

  /** How many sessions are open. */
  get open(): number {
    return this.#sessions.size;
  }

  /** POST: opens a session, mounts a blob, or takes a whole blob in one request. */
  async start(request: RegistryRequest): Promise<Answer> {
    const { kind, repository, reference, query } = request;
    if (kind === 'mount') {
      const bytes = this.options.mounts === false ? undefined : this.#mountable(reference, query.get('from'));
      if (bytes && isDigest(reference)) {
        this.store.putBlob(repository, reference, bytes);
        return this.#created(repository, reference);
      }
    }
    const session = { id: randomUUID(), repository, chunks: [], size: 0, writer: undefined };
    this.#sessions.set(session.id, session);
    return kind === 'upload-commit' ? this.#commit(session, request) : this.#state(session, 202);
  }

  /** PATCH, PUT, GET and DELETE of an open session. */
  async serve(request: RegistryRequest): Promise<Answer> {
    const session = this.#sessions.get(request.session);
    if (session?.repository !== request.repository || !this.#hasState(session, request)) {
      return failure(404, 'BLOB_UPLOAD_UNKNOWN', `no upload ${request.session} in ${request.repository}`);
    }
    switch (request.kind) {
      case 'upload-status':
        return this.#state(session, 204);
      case 'upload-cancel':
        this.#sessions.delete(session.id);
        return emptyAnswer(204);
      case 'upload-commit':
        return this.#commit(session, request);
      default:
        return (await this.#append(session, request)) ?? this.#state(session, 202);
    }
  }

  async #commit(session: Session, request: RegistryRequest): Promise<Answer> {
    const digest = request.query.get('digest') ?? '';
    if (!isDigest(digest)) return failure(400, 'DIGEST_INVALID', `${digest || 'nothing'} is not a digest`);
    const refused = await this.#append(session, request);
    if (refused) return refused;
    this.#sessions.delete(session.id);
    const bytes = Buffer.concat(session.chunks);
    const actual = digestOf(bytes, algorithmOf(digest));
    if (actual !== digest) return failure(400, 'DIGEST_INVALID', `the content is ${actual}, not ${digest}`);
    this.store.putBlob(session.repository, digest, bytes);
    return this.#created(session.repository, digest);
  }

  /** Takes the body as it arrives; the answer is a refusal. */
  async #append(session: Session, request: RegistryRequest): Promise<Answer | undefined> {
    const range = request.headers['content-range'];
    if (range !== undefined && !followsOn(session, range, request.headers['content-length'])) {
      return this.#state(session, 416);
    }
    session.writer = request;
    for await (const chunk of request.body) {
      if (session.writer !== request) return failure(409, 'BLOB_UPLOAD_INVALID', 'another request took over');
      session.chunks.push(chunk);
      session.size += chunk.byteLength;
    }
    return undefined;
  }

  #mountable(digest: string, from: string | null): Uint8Array | undefined {
    return from === null ? undefined : this.store.blob(from, digest);
  }

  #created(repository: string, digest: string): Answer {
    return emptyAnswer(201, {
      location: `/v2/${repository}/blobs/${digest}`,
      'docker-content-digest': digest,
    });
  }

  #state({ id, repository, size }: Session, status: number): Answer {
    const path = `/v2/${repository}/blobs/uploads/${id}`;
    const relative = this.options.uploadLocation === 'relative';
    return emptyAnswer(status, {
      location: relative ? path : `${this.origin()}${path}?_state=${stateOf(id)}`,
      // Registries in use say 0-0 for nothing and for one byte alike; clients must live with it.
      range: `0-${Math.max(0, size - 1)}`,
      'docker-upload-uuid': id,
    });
  }

  #hasState({ id }: Session, { query }: RegistryRequest): boolean {
    return this.options.uploadLocation === 'relative' || query.get('_state') === stateOf(id);
  }
}

/** A client must keep the query of a Location; this makes the ones that do not fail. */
function stateOf(id: string): string {
  return Buffer.from(id.slice(0, 8)).toString('base64url');
}

function followsOn(session: Session, range: string, length: string | undefined): boolean {
  const [, from = '', to = ''] = /^(?:bytes[ =])?(\d+)-(\d+)(?:\/.*)?$/.exec(range) ?? [];
  if (from === '' || Number(from) !== session.size) return false;
  return length === undefined || Number(to) - Number(from) + 1 === Number(length);
}
