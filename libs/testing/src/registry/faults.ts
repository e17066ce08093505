import type { Answer } from './answer.js';
import { Picker, type RequestMatch } from './match.js';
import type { RegistryRequest } from './request.js';

/**
 * What goes wrong. Byte counts are of bodies; only what is marked *processed* changes the registry. An answer
 * without a body cannot stall or be truncated, and goes out whole; a gate that stays shut holds an answer back altogether.
 */
export type FaultAction =
  /** Any status, for instance 503 with `retry-after` as seconds or as a date. */
  | {
      readonly action: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** Waits `ms` milliseconds; processed. */
  | { readonly action: 'delay'; readonly ms: number }
  /** Resets the connection before an answer. */
  | { readonly action: 'reset' }
  /** Resets the connection when `after` bytes of the request's body have arrived; these are processed. */
  | { readonly action: 'reset-upload'; readonly after: number }
  /** Sends headers and `after` bytes, then resets the connection; processed. */
  | { readonly action: 'reset-body'; readonly after: number }
  /** Sends headers and `after` bytes, then nothing, for ever; processed. */
  | { readonly action: 'stall'; readonly after: number }
  /** Sends half the body under the full Content-Length and closes; processed. */
  | { readonly action: 'truncate' }
  /** Flips one bit in the middle of the body; processed. */
  | { readonly action: 'corrupt' }
  /** Processed, then the connection is reset without an answer. */
  | { readonly action: 'commit-then-reset' }
  /** 200 with a page of HTML. */
  | { readonly action: 'garbage' }
  /** Announces `bytes` (default 10 GB), sends a few, then nothing. */
  | { readonly action: 'huge-length'; readonly bytes?: number }
  /** The right body under a wrong `Docker-Content-Digest`; processed. */
  | { readonly action: 'wrong-digest' }
  /** Sends the client elsewhere, by default with 307. A path leads back to this registry. */
  | {
      readonly action: 'redirect';
      readonly location: string | ((request: RegistryRequest) => string);
      readonly status?: 301 | 302 | 303 | 307 | 308;
    }
  /** Whatever the function answers; undefined is processed as if there were no fault. */
  | {
      readonly action: 'respond';
      readonly respond: (request: RegistryRequest) => Answer | undefined | Promise<Answer | undefined>;
    };

/** What goes wrong, and for which requests. */
export type FaultScript = FaultAction & { readonly match: RequestMatch };

/** A fault in place. */
export interface Fault {
  /** How many requests it has hit. */
  readonly hits: number;
  remove(): void;
}

/** The faults of one registry; the first one that picks a request has it. */
export class Faults {
  readonly #scripts = new Map<FaultScript, Picker>();

  add(script: FaultScript): Fault {
    const picker = new Picker(script.match);
    this.#scripts.set(script, picker);
    return {
      get hits() {
        return picker.picked;
      },
      remove: () => {
        this.#scripts.delete(script);
      },
    };
  }

  clear(): void {
    this.#scripts.clear();
  }

  take(request: RegistryRequest): FaultAction | undefined {
    for (const [script, picker] of this.#scripts) if (picker.pick(request)) return script;
    return undefined;
  }
}
