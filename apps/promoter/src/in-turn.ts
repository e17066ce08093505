import { digestOf } from '@cip/oci';

const hour = 3_600_000;

/**
 * Whether a run at this time looks at a repository, where each is to be looked at within a time (in milliseconds, as is `now`)
 * by runs every hour. Runs that come less often look at each repository all the same, only later.
 */
export function isInTurn(repository: string, within: number, now: number): boolean {
  const turns = largestPrimeUpTo(Math.floor(within / hour));
  const turn = Math.floor(now / hour) % turns;
  return Number.parseInt(digestOf(Buffer.from(repository)).slice(7, 15), 16) % turns === turn;
}

/**
 * A prime number of turns: runs at every second, third or twelfth hour would otherwise always meet the same repositories. 1 where
 * there is none.
 */
function largestPrimeUpTo(most: number): number {
  for (let candidate = most; candidate > 1; candidate--) if (isPrime(candidate)) return candidate;
  return 1;
}

function isPrime(candidate: number): boolean {
  for (let factor = 2; factor * factor <= candidate; factor++) if (candidate % factor === 0) return false;
  return true;
}
