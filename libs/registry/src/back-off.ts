const firstMs = 200;
const longestMs = 15_000;

/** Jittered exponential back-off before the attempt after the `attempts`-th, in milliseconds: between half and all of 200 ms · 2ⁿ. */
export function backOff(attempts: number, random: () => number = Math.random): number {
  const full = Math.min(longestMs, firstMs * 2 ** (attempts - 1));
  return full / 2 + (random() * full) / 2;
}
