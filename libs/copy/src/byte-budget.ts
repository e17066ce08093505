import { onAbort } from '@cip/oci';

interface Waiter {
  readonly bytes: number;
  readonly admit: () => void;
}

/** Bounds the bytes that are held in memory at a time. First come, first served. */
export class ByteBudget {
  #free: number;
  readonly #waiting: Waiter[] = [];

  /** `reclaim` is asked to give something back, by calling {@link release}, before anybody has to wait. */
  constructor(
    readonly total: number,
    private readonly reclaim: (bytes: number) => void = () => undefined,
  ) {
    this.#free = total;
  }

  /** Resolves when the bytes may be held; more than the total counts as the total. Rejects with the signal's reason. */
  async acquire(bytes: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const wanted = Math.min(bytes, this.total);
    if (this.#free < wanted) this.reclaim(wanted - this.#free);
    if (this.#waiting.length === 0 && this.#free >= wanted) {
      this.#free -= wanted;
      return;
    }
    await this.#wait(wanted, signal);
  }

  release(bytes: number): void {
    this.#free += Math.min(bytes, this.total);
    this.#admitNext();
  }

  get held(): number {
    return this.total - this.#free;
  }

  /** Somebody waits, so that what is kept for later should be given back now. */
  get contended(): boolean {
    return this.#waiting.length > 0;
  }

  async #wait(bytes: number, signal?: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = withResolvers();
    const waiter = { bytes, admit: resolve };
    this.#waiting.push(waiter);
    const stop = onAbort(signal, (reason) => {
      const at = this.#waiting.indexOf(waiter);
      if (at < 0) return;
      this.#waiting.splice(at, 1);
      reject(reason);
      this.#admitNext();
    });
    try {
      await promise;
    } finally {
      stop();
    }
  }

  #admitNext(): void {
    for (let next = this.#waiting[0]; next && next.bytes <= this.#free; next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#free -= next.bytes;
      next.admit();
    }
  }
}

// Promise.withResolvers came with Node 22.
function withResolvers(): { promise: Promise<void>; resolve: () => void; reject: (reason: unknown) => void } {
  let resolve: () => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
