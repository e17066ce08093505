import type { LRUCache } from 'lru-cache';

/** Does work that several want once, and keeps what came of it; whoever comes after a failure tries again. */
export function once<T extends object>(
  known: LRUCache<string, Promise<T>>,
  key: string,
  work: () => Promise<T>,
): Promise<T> {
  const before = known.get(key);
  if (before) return before;
  const running = work();
  known.set(key, running);
  running.catch(() => {
    if (known.get(key) === running) known.delete(key);
  });
  return running;
}
