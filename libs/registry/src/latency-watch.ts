import type { RequestKind } from './ledger.js';

/** The answers of one kind of request that its short moving median is taken of. */
const medianOf = 5;
/** Fewer answers than this say nothing about the whole. */
const leastRound = 8;
/** A host is slow when it takes twice the best time, and this much in milliseconds on top: less is noise. */
const noiseMs = 25;
const slowRatio = 2;
/** After fewer parallel requests, a fall by less than this is no fall. */
const helped = 0.9;

/** The time of these depends on what is sent or listed, not on how busy the host is. */
const notTimed: ReadonlySet<RequestKind> = new Set([
  'token',
  'tags',
  'catalog',
  'upload-put',
  'upload-patch',
]);

interface Times {
  readonly recent: number[];
  best: number;
}

/**
 * Compares the time that a host takes now with the best that it took, each kind of request by itself. It is told every
 * answer, and tells once for each round of answers whether parallel requests have made the host slow.
 */
export class LatencyWatch {
  readonly #kinds = new Map<RequestKind, Times>();
  #round: number[] = [];
  /** Answers to what was sent before the last change, which say nothing about it. */
  #late = 0;
  #before: number | undefined;

  /** Takes the time of one answer in milliseconds. True: fewer requests than `parallel` should be sent at a time. */
  isSlowed(kind: RequestKind, ms: number, parallel: number): boolean {
    const ratio = notTimed.has(kind) ? undefined : this.#ratio(kind, ms);
    if (this.#late > 0) this.#late -= 1;
    else if (ratio !== undefined) this.#round.push(ratio);
    if (this.#round.length < Math.max(parallel, leastRound)) return false;
    const ratios = this.#round;
    this.#round = [];
    return this.#judge(median(ratios), parallel);
  }

  #ratio(kind: RequestKind, ms: number): number | undefined {
    const times = this.#kinds.get(kind) ?? { recent: [], best: Number.POSITIVE_INFINITY };
    this.#kinds.set(kind, times);
    times.recent.push(ms);
    if (times.recent.length < medianOf) return undefined;
    if (times.recent.length > medianOf) times.recent.shift();
    const now = median(times.recent);
    times.best = Math.min(times.best, now);
    return now / (times.best + noiseMs);
  }

  #judge(ratio: number, parallel: number): boolean {
    const before = this.#before;
    this.#before = undefined;
    if (ratio <= slowRatio) return false;
    if (before !== undefined && ratio > before * helped) {
      // Fewer requests did not help: it is the host's own pace, by which it is judged from now on.
      for (const times of this.#kinds.values()) times.best = median(times.recent);
      return false;
    }
    this.#before = ratio;
    this.#late = parallel;
    return true;
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
