import { DigestMismatchError } from '@cip/oci';
import type { CallBody } from './call.js';

/** What the sender wants to know about the content on its way. */
export interface UploadWatcher {
  /** The other side has taken what it got, and waits for us. */
  onWanted(): void;
  /** So many bytes were handed to the socket. */
  onGiven(bytes: number): void;
}

/**
 * The content of one sending. It remembers the content's own failure, which is not the registry's, and closes the
 * content when the sending ends early.
 */
export class UploadBody implements AsyncIterable<Uint8Array> {
  readonly #content: AsyncIterator<Uint8Array>;
  #given = 0;
  #ended = false;
  #failure: { readonly error: unknown } | undefined;

  constructor(
    private readonly body: CallBody,
    private readonly watcher: UploadWatcher,
  ) {
    this.#content = body.open()[Symbol.asyncIterator]();
  }

  /** What the content itself failed with. */
  get failure(): { readonly error: unknown } | undefined {
    return this.#failure;
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return {
      next: () => this.#next(),
      return: () => {
        this.close();
        return Promise.resolve({ done: true, value: undefined });
      },
    };
  }

  /** Ends the content, wherever it stands. */
  close(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#content.return?.().catch(() => undefined);
  }

  async #next(): Promise<IteratorResult<Uint8Array>> {
    this.watcher.onWanted();
    try {
      const next = await this.#content.next();
      if (next.done === true) this.#finish();
      else this.#count(next.value.byteLength);
      return next;
    } catch (error) {
      this.#failure = { error };
      throw error;
    }
  }

  #count(bytes: number): void {
    this.#given += bytes;
    if (this.#given > this.body.length) throw this.#wrongLength('more');
    this.watcher.onGiven(bytes);
  }

  #finish(): void {
    if (!this.#ended && this.#given !== this.body.length) throw this.#wrongLength(String(this.#given));
    this.#ended = true;
    this.watcher.onGiven(0);
  }

  #wrongLength(actual: string): Error {
    return new DigestMismatchError(`${this.body.length} bytes`, actual, 'content of an upload');
  }
}
