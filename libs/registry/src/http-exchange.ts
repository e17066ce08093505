import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';

/** In bytes: with so much of a body unread, no more is taken from the connection. */
const mostUnread = 64 * 1024;

/** The beginning of an answer. */
export interface AnswerHead {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

/** Where a promise is settled. */
interface Settling<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * One request and its answer, by the events of undici's `dispatch`. `request` does the same with a stream, an abort signal and
 * their listeners for each answer, and thousands of small answers are mostly that.
 */
export class HttpExchange implements Dispatcher.DispatchHandler {
  #controller: Dispatcher.DispatchController | undefined;
  #onHead: Settling<AnswerHead> | undefined;
  #onChunk: Settling<Buffer | undefined> | undefined;
  #unread: Buffer[] = [];
  #unreadBytes = 0;
  #isComplete = false;
  #failure: { readonly reason: Error } | undefined;

  /** Whether the body has come as a whole, or will not. */
  get isOver(): boolean {
    return this.#isComplete || this.#failure !== undefined;
  }

  /** Sends the request, once. Rejects when it gets no answer. */
  send(agent: Dispatcher, options: Dispatcher.DispatchOptions): Promise<AnswerHead> {
    return new Promise((resolve, reject: (reason: unknown) => void) => {
      this.#onHead = { resolve, reject };
      agent.dispatch(options, this);
    });
  }

  /** What has come of the body, or comes next, in the order of its bytes; undefined at its end. Call it once at a time. */
  read(): Promise<Buffer | undefined> {
    const chunk = this.#unread.shift();
    if (chunk) {
      this.#unreadBytes -= chunk.byteLength;
      if (this.#controller?.paused === true && this.#unreadBytes < mostUnread) this.#controller.resume();
      return Promise.resolve(chunk);
    }
    if (this.#isComplete) return Promise.resolve(undefined);
    return new Promise((resolve, reject: (reason: unknown) => void) => {
      if (this.#failure) reject(this.#failure.reason);
      else this.#onChunk = { resolve, reject };
    });
  }

  /** Ends it, and the connection with it. */
  abort(reason: Error): void {
    if (this.isOver) return;
    this.#fail(reason);
    this.#controller?.abort(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#failure) controller.abort(this.#failure.reason);
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    // An interim answer is followed by the true one.
    if (status >= 200) this.#onHead?.resolve({ status, headers });
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const waiting = this.#onChunk;
    if (waiting) {
      this.#onChunk = undefined;
      waiting.resolve(chunk);
      return;
    }
    this.#unread.push(chunk);
    this.#unreadBytes += chunk.byteLength;
    if (this.#unreadBytes >= mostUnread) controller.pause();
  }

  onResponseEnd(): void {
    this.#isComplete = true;
    this.#onChunk?.resolve(undefined);
  }

  onResponseError(_: unknown, error: Error): void {
    this.#fail(error);
  }

  #fail(reason: Error): void {
    if (this.isOver) return;
    this.#failure = { reason };
    this.#unread = [];
    this.#onHead?.reject(reason);
    this.#onChunk?.reject(reason);
  }
}
