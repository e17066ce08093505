import { unlessAborted } from '@cip/oci';

interface Work<T> {
  readonly promise: Promise<T>;
  readonly controller: AbortController;
  callers: number;
}

/** Work that several callers ask for at the same time, done once. It is aborted only when all of them have left. */
export class SharedWork<T> {
  readonly #running = new Map<string, Work<T>>();

  async do(key: string, work: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    const shared = this.#running.get(key) ?? this.#start(key, work);
    shared.callers++;
    try {
      return await unlessAborted(shared.promise, signal);
    } finally {
      if (--shared.callers === 0) this.#leave(key, shared);
    }
  }

  #start(key: string, work: (signal: AbortSignal) => Promise<T>): Work<T> {
    const controller = new AbortController();
    const promise = work(controller.signal);
    // Everybody may have left when it fails.
    promise.catch(() => undefined);
    const shared = { promise, controller, callers: 0 };
    this.#running.set(key, shared);
    return shared;
  }

  #leave(key: string, shared: Work<T>): void {
    if (this.#running.get(key) === shared) this.#running.delete(key);
    shared.controller.abort(new Error('nobody waits for it any more'));
  }
}
