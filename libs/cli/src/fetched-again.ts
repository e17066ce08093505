import type { TrustRoot } from '@cip/signing';

const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * Fetches a trust root when it is asked for, once for a run. A service runs for months: there it is fetched again after a day, and
 * one that could not be fetched after a minute. What was fetched once stays in use as long as nothing newer can be had.
 */
export function fetchedAgain(
  fetch: () => Promise<TrustRoot>,
  clock: () => number = Date.now,
): () => Promise<TrustRoot> {
  let last: { readonly at: number; readonly root: Promise<TrustRoot> } | undefined;
  const fetchAfter = async (older: TrustRoot): Promise<TrustRoot> => {
    const newer = await fetch();
    return 'missing' in newer ? older : newer;
  };
  return async () => {
    const now = clock();
    const seen = (last ??= { at: now, root: fetch() });
    const root = await seen.root;
    const isOld = now - seen.at >= ('missing' in root ? minute : day);
    if (isOld && last === seen) last = { at: now, root: fetchAfter(root) };
    return last.root;
  };
}
