import type { Readable } from 'node:stream';
import { onAbort } from '@cip/oci';
import { type Dispatcher, request } from 'undici';
import type { AnswerHooks } from './answer.js';
import { ContentFailure } from './content-failure.js';
import type { Hop, WireOptions } from './hop.js';
import { IdleWatch } from './idle-watch.js';
import { UploadBody } from './upload-body.js';

/** One request on its way: what aborts it, what counts it, and what is cleaned up at its end. */
export class Sending implements AnswerHooks {
  readonly #controller = new AbortController();
  readonly #watch: IdleWatch;
  readonly #stopListening: () => void;
  readonly #body: UploadBody | undefined;
  #abort: { readonly reason: unknown; readonly byCaller: boolean } | undefined;
  #ended = false;

  constructor(
    private readonly hop: Hop,
    private readonly host: string,
    private readonly options: WireOptions,
    private readonly release: () => void,
  ) {
    const stop = (reason: unknown, byCaller: boolean): void => {
      this.#abort ??= { reason, byCaller };
      this.#controller.abort(reason);
    };
    this.#watch = new IdleWatch(options.idleTimeout, (stall) => {
      stop(stall, false);
    });
    this.#stopListening = onAbort(hop.signal, (reason) => {
      stop(reason, true);
    });
    this.#body = this.#open();
  }

  start(): Promise<Dispatcher.ResponseData> {
    const { method, url, headers, body } = this.hop;
    const length =
      body === undefined ? undefined : body instanceof Uint8Array ? body.byteLength : body.length;
    // undici sends any async iterable; its types only name streams.
    const stream = this.#body as unknown as Readable | undefined;
    this.onWait();
    return request(url, {
      method,
      dispatcher: this.options.agent,
      headers: {
        'user-agent': this.options.userAgent,
        ...headers,
        ...(length !== undefined && { 'content-length': String(length) }),
      },
      body: stream ?? (body instanceof Uint8Array ? body : null),
      signal: this.#controller.signal,
      // undici closes the connection after each HEAD by default, which would cost a handshake per tag.
      reset: false,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  onWait(): void {
    this.#watch.start();
  }

  onBytes(bytes: number): void {
    this.#watch.stop();
    this.options.ledger.received(this.host, bytes);
  }

  onEnd(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#watch.stop();
    this.#stopListening();
    this.#body?.close();
    this.release();
  }

  abortReason(): { readonly reason: unknown; readonly byCaller: boolean } | undefined {
    return this.#abort;
  }

  /** Throws what is not the registry's failure: the caller's abort, or that of the content. */
  throwOwn(): void {
    if (this.#abort?.byCaller === true) throw this.#abort.reason;
    if (this.#body?.failure) throw new ContentFailure(this.#body.failure.error);
  }

  #open(): UploadBody | undefined {
    const { body } = this.hop;
    if (body === undefined || body instanceof Uint8Array) {
      if (body) this.options.ledger.gave(this.host, body.byteLength);
      return undefined;
    }
    return new UploadBody(body, {
      onWanted: () => {
        this.#watch.stop();
      },
      onGiven: (bytes) => {
        this.options.ledger.gave(this.host, bytes);
        if (!this.#ended) this.#watch.start();
      },
    });
  }
}
