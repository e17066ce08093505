import type { Readable } from 'node:stream';
import { onAbort } from '@cip/oci';
import type { AnswerHooks } from './answer.js';
import { ContentFailure } from './content-failure.js';
import type { Hop, WireOptions } from './hop.js';
import type { Asker, Question } from './host-health.js';
import { type AnswerHead, HttpExchange } from './http-exchange.js';
import { IdleWatch } from './idle-watch.js';
import { Pace } from './pace.js';
import { ping } from './ping.js';
import { UploadBody } from './upload-body.js';

/** One request on its way: what aborts it, what counts it, and what is cleaned up at its end. */
export class Sending implements AnswerHooks, Asker {
  readonly exchange = new HttpExchange();
  readonly #watch: IdleWatch;
  readonly #stopListening: () => void;
  readonly #body: UploadBody | undefined;
  readonly #question: Question;
  /** Blobs have none: their size is no reason to cut them off. */
  readonly #pace: Pace | undefined;
  #abort: { readonly reason: unknown; readonly byCaller: boolean } | undefined;
  #ping: AbortController | undefined;
  #hasAnswer = false;
  #ended = false;

  constructor(
    private readonly hop: Hop,
    private readonly host: string,
    private readonly options: WireOptions,
    private readonly release: () => void,
  ) {
    this.#watch = new IdleWatch(options.idleTimeout, (stall) => {
      this.#stop(stall, false);
    });
    this.#stopListening = onAbort(hop.signal, (reason) => {
      this.#stop(reason, true);
    });
    this.#pace = hop.kind === 'blob-get' ? undefined : new Pace(options);
    this.#question = options.health.of(host).ask(this);
    this.#body = this.#open();
  }

  async start(): Promise<AnswerHead> {
    const answer = await this.#send();
    this.#hasAnswer = true;
    this.#question.answered();
    // A download may take hours, and a host that sends one is alive.
    if (this.hop.kind === 'blob-get') this.#question.sound();
    return answer;
  }

  #send(): Promise<AnswerHead> {
    const { method, url, headers, body } = this.hop;
    const length =
      body === undefined ? undefined : body instanceof Uint8Array ? body.byteLength : body.length;
    // undici sends any async iterable; its types only name streams.
    const stream = this.#body as unknown as Readable | undefined;
    this.#watch.start();
    if (!stream) this.#pace?.waits();
    return this.exchange.send(this.options.agent, {
      method,
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      headers: {
        'user-agent': this.options.userAgent,
        ...headers,
        ...(length !== undefined && { 'content-length': String(length) }),
      },
      body: stream ?? (body instanceof Uint8Array ? body : null),
      // undici closes the connection after each HEAD by default, which would cost a handshake per tag.
      reset: false,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  onWait(): void {
    this.#watch.start();
    this.#pace?.waits();
  }

  onBytes(bytes: number): void {
    this.#watch.stop();
    this.options.ledger.received(this.host, bytes);
    const slow = bytes === 0 ? undefined : this.#pace?.came(bytes);
    if (slow) this.#stop(slow, false);
  }

  giveUp(cause: unknown): void {
    this.#stop(cause, false);
  }

  onSilence(until: number): void {
    const { host, options } = this;
    options.onWait?.({ kind: 'failing', host, reason: 'no answer yet', until });
    this.#ping = new AbortController();
    void ping(this.hop.url, options, this.#ping.signal).then((answers) => {
      if (answers) this.#question.answered();
    });
  }

  onFailed(cause: unknown): void {
    this.#question.failed(cause);
  }

  onEnd(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#ping?.abort();
    if (this.isOwn() || !this.#hasAnswer) this.#question.withdrawn();
    else this.#question.sound();
    this.#watch.stop();
    this.#stopListening();
    this.#body?.close();
    // undici takes the next request on this connection one turn later: earlier, it would open another for it.
    if (this.#hasAnswer) setImmediate(this.release);
    else this.release();
  }

  abortReason(): { readonly reason: unknown; readonly byCaller: boolean } | undefined {
    return this.#abort;
  }

  /** Whether the request ended by what is not the registry's failure: the caller's abort, or that of the content. */
  isOwn(): boolean {
    return this.#abort?.byCaller === true || this.#body?.failure !== undefined;
  }

  /** Throws what is not the registry's failure: the caller's abort, or that of the content. */
  throwOwn(): void {
    if (this.#abort?.byCaller === true) throw this.#abort.reason;
    if (this.#body?.failure) throw new ContentFailure(this.#body.failure.error);
  }

  #stop(reason: unknown, byCaller: boolean): void {
    this.#abort ??= { reason, byCaller };
    this.exchange.abort(reason instanceof Error ? reason : new Error('aborted', { cause: reason }));
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
