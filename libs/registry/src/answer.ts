import type { IncomingHttpHeaders } from 'node:http';
import {
  type AccessFacts,
  answeredOnly,
  type Asked,
  connectionFailure,
  factsOf,
  statusKind,
} from './failures.js';
import { RegistryError, type RegistryErrorCode } from './errors.js';
import type { AnswerHead, HttpExchange } from './http-exchange.js';

const mostErrorBytes = 64 * 1024;

/** Hooks that an answer calls while its body is read. */
export interface AnswerHooks {
  /** Bytes are waited for. */
  onWait(): void;
  /** Bytes came, or the end (0). */
  onBytes(bytes: number): void;
  /** The body broke off on the other side. */
  onFailed(cause: unknown): void;
  /** The body is at its end, broken or given up; called once. */
  onEnd(): void;
  /** The reason of an abort or stall, when that is what broke the body. */
  abortReason(): { readonly reason: unknown; readonly byCaller: boolean } | undefined;
}

/** The answer to one request, its body unread. Exactly one of the readers, or `discard`, must be called. */
export class Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  #ended = false;
  #said: string | undefined;

  constructor(
    readonly asked: Asked,
    { status, headers }: AnswerHead,
    private readonly exchange: Pick<HttpExchange, 'read' | 'abort' | 'isOver'>,
    private readonly hooks: AnswerHooks,
    /** When the request was sent, in milliseconds since the epoch: what the answer says may have changed since. */
    readonly sentAt: number,
  ) {
    this.status = status;
    this.headers = headers;
  }

  /** The first value of a header. */
  header(name: string): string | undefined {
    const value = this.headers[name];
    return Array.isArray(value) ? value[0] : value;
  }

  /** `Content-Type` without parameters, in lower case; empty when absent. */
  get mediaType(): string {
    return (this.header('content-type') ?? '').split(';', 1).join('').trim().toLowerCase();
  }

  /** `Content-Length`; undefined when absent or no number. */
  get length(): number | undefined {
    const text = this.header('content-length');
    return text !== undefined && /^[0-9]{1,15}$/.test(text) ? Number(text) : undefined;
  }

  /** The body as it comes. Leaving the iteration cancels the request. */
  async *stream(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        const chunk = await this.#next();
        if (chunk === undefined) return;
        yield chunk;
      }
    } finally {
      this.#end();
    }
  }

  /** The whole body; `TOO_LARGE` at once when it is announced, or found, to be longer than `limit` bytes. */
  async bytes(limit: number): Promise<Uint8Array> {
    if ((this.length ?? 0) > limit) {
      await this.discard();
      throw this.tooLarge(limit);
    }
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of this.stream()) {
      size += chunk.byteLength;
      if (size > limit) throw this.tooLarge(limit);
      chunks.push(chunk);
    }
    return joined(chunks, size);
  }

  /** Gives up the body: a short one is read to keep the connection, a long one closes it. */
  async discard(): Promise<void> {
    if (this.#ended) return;
    if ((this.length ?? 0) > mostErrorBytes && this.asked.method !== 'HEAD') {
      this.#end();
      return;
    }
    try {
      let size = 0;
      for await (const chunk of this.stream()) {
        if ((size += chunk.byteLength) > mostErrorBytes) break;
      }
    } catch {
      // Nobody wants this body, so its end does not matter.
    }
  }

  /** What a refusal said, once {@link failure} has read it; undefined for none, as of a HEAD. */
  get said(): string | undefined {
    return this.#said;
  }

  /** The error for a status that the caller has no use for, with what the registry says about it. */
  async failure(): Promise<RegistryError> {
    const text = await this.#errorText();
    if (text !== '') this.#said = printable(text, mostErrorBytes);
    const said = registryErrors(text, this.asked.cut);
    const { code, retryable } = statusKind(this.status);
    const reason = said
      ? `status ${this.status}: ${said.code} ${said.message}`.trim()
      : `status ${this.status}`;
    const access = code === 'UNAUTHORIZED' || code === 'DENIED' ? this.asked.access?.(code) : undefined;
    return this.#error(code, reason, { retryable, registryCode: said?.code, access });
  }

  /** The error for an answer that no registry gives. */
  invalid(reason: string): RegistryError {
    return this.#error('INVALID_ANSWER', reason);
  }

  refused(reason: string): RegistryError {
    return this.#error('REFUSED_BY_POLICY', reason);
  }

  tooLarge(limit: number): RegistryError {
    return this.#error('TOO_LARGE', `the answer is larger than ${limit} bytes`);
  }

  /** The error for a listing with too many parts. */
  tooMany(limit: number, what: 'pages' | 'entries'): RegistryError {
    return this.#error('TOO_LARGE', `the listing has more than ${limit} ${what}`);
  }

  /** The error for a body that ended before it was whole. */
  cutShort(reason: string): RegistryError {
    return this.#error('CONNECTION', reason, { retryable: true });
  }

  async #next(): Promise<Uint8Array | undefined> {
    this.hooks.onWait();
    try {
      const chunk = await this.exchange.read();
      this.hooks.onBytes(chunk?.byteLength ?? 0);
      return chunk;
    } catch (error) {
      const abort = this.hooks.abortReason();
      if (abort?.byCaller === true) throw abort.reason;
      this.hooks.onFailed(abort?.reason ?? error);
      throw connectionFailure(this.asked, abort?.reason ?? error);
    }
  }

  async #errorText(): Promise<string> {
    try {
      return Buffer.from(await this.bytes(mostErrorBytes)).toString('utf8');
    } catch (error) {
      const abort = this.hooks.abortReason();
      if (abort?.byCaller === true) throw error;
      return '';
    }
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    if (!this.exchange.isOver) this.exchange.abort(new Error('the rest is not wanted'));
    this.hooks.onEnd();
  }

  #error(
    code: RegistryErrorCode,
    reason: string,
    more: { retryable?: boolean; registryCode?: string | undefined; access?: AccessFacts | undefined } = {},
  ): RegistryError {
    const { asked, status } = this;
    const { retryable = false, registryCode, access } = more;
    const facts = { ...factsOf(asked), code, status, retryable, remedy: access?.remedy };
    const asWhom = access ? `; ${access.who}` : '';
    if (asked.isStranger) {
      return new RegistryError({ ...facts, reason: `${answeredOnly(asked, status)}${asWhom}` });
    }
    return new RegistryError({ ...facts, reason: `${asked.cut(reason)}${asWhom}`, registryCode });
  }
}

/** One array of its own: a chunk may be a small part of a large buffer, which a kept manifest would hold on to. */
function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

/** The first of the errors in the body (distribution-spec v1.1, "Error codes"), shortened. */
function registryErrors(
  text: string,
  cut: (text: string) => string,
): { code: string; message: string } | undefined {
  try {
    const body = JSON.parse(text) as { errors?: { code?: unknown; message?: unknown }[] } | null;
    const first = body?.errors?.[0];
    if (typeof first?.code !== 'string') return undefined;
    const message = typeof first.message === 'string' ? first.message : '';
    // Before they are shortened: part of a secret is one, too.
    return { code: printable(cut(first.code), 64), message: printable(cut(message), 300) };
  } catch {
    return undefined;
  }
}

function printable(text: string, most: number): string {
  return text.replace(/[^\x20-\x7e]+/g, ' ').slice(0, most);
}
