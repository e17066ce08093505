import type { Readable } from 'node:stream';
import { type Agent, type Dispatcher, request } from 'undici';
import { manyListeners, onAbort } from './abort.js';
import { Answer } from './answer.js';
import type { CallBody, Method } from './call.js';
import { ContentFailure } from './content-failure.js';
import { RegistryError } from './errors.js';
import { type Asked, connectionFailure } from './failures.js';
import type { Lane } from './host-quota.js';
import { IdleWatch } from './idle-watch.js';
import type { RequestKind, RequestLedger } from './ledger.js';
import { Patience } from './patience.js';
import type { Quota } from './quota.js';
import { redact } from './redact.js';
import { retryAfter } from './retry-after.js';
import { UploadBody } from './upload-body.js';

/** One request to one host, with its authorization if it has any. */
export interface Hop {
  readonly kind: RequestKind;
  readonly method: Method;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | CallBody | undefined;
  readonly lane: Lane;
  readonly signal: AbortSignal | undefined;
}

export interface WireOptions {
  readonly agent: Agent;
  readonly quota: Quota;
  readonly ledger: RequestLedger;
  /** Milliseconds. */
  readonly retryDeadline: number;
  /** Milliseconds. */
  readonly idleTimeout: number;
  readonly userAgent: string;
}

/** The only place where requests leave: it asks the quota, counts, watches for stalls, and never retries. */
export class Wire {
  constructor(private readonly options: WireOptions) {}

  patience(host: string, signal: AbortSignal | undefined): Patience {
    return new Patience(this.options.quota.of(host), this.options.retryDeadline, signal);
  }

  /** Runs attempts until one succeeds or the patience with the host is at its end. */
  async retrying<T>(
    host: string,
    signal: AbortSignal | undefined,
    attempt: (patience: Patience) => Promise<T>,
  ): Promise<T> {
    const patience = this.patience(host, signal);
    for (;;) {
      try {
        return await attempt(patience);
      } catch (error) {
        await patience.after(error);
      }
    }
  }

  /** Sends once. Throws for no answer, and for answers that mean "later": 408, 429 and most of 5xx. */
  async send(hop: Hop, patience: Patience): Promise<Answer> {
    const { method, url, signal, lane } = hop;
    const asked = { host: url.host, method, url };
    const quota = this.options.quota.of(url.host);
    const release = await quota.admit(lane, { signal, retry: patience.attempts > 0 });
    if (!release) throw leftAlone(asked);
    const answer = await this.#dispatch(hop, asked, patience, release);
    if (answer.status === 429 || answer.status === 503) {
      quota.failed();
      const wished = retryAfter(answer.header('retry-after'), Date.now());
      const wait = wished === undefined ? patience.backOff() : patience.capped(wished);
      quota.hold(wait, `status ${answer.status}`);
    } else quota.answered();
    if (isTransient(answer.status)) throw await answer.failure();
    return answer;
  }

  async #dispatch(hop: Hop, asked: Asked, patience: Patience, release: () => void): Promise<Answer> {
    const sending = new Sending(hop, asked.host, this.options, release);
    try {
      patience.sent();
      this.options.ledger.sent(asked.host, hop.kind, patience.attempts > 0);
      return new Answer(asked, await sending.start(), sending);
    } catch (error) {
      sending.onEnd();
      sending.throwOwn();
      this.options.quota.of(asked.host).failed();
      throw connectionFailure(asked, sending.abortReason()?.reason ?? error);
    }
  }
}

/** One request on its way: what aborts it, what counts it, and what is cleaned up at its end. */
class Sending {
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
    manyListeners(this.#controller.signal);
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

function isTransient(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
}

function leftAlone(asked: Asked): RegistryError {
  return new RegistryError({
    ...asked,
    url: redact(asked.url),
    code: 'RATE_LIMITED',
    reason: 'not sent: the host has refused everything for longer than the retry deadline and asks to wait',
  });
}
