import type { WaitEvent } from '@cip/registry';
import type { Logger } from '@cip/runtime';

// A host under pressure asks for many short waits.
const quietTime = 10_000;

/** For a registry's `onWait`: tells the log which host has to be waited for, each at most every ten seconds. */
export function reportWaits(log: Pick<Logger, 'warn'>): (event: WaitEvent) => void {
  const told = new Map<string, number>();
  return ({ host, reason, until }) => {
    const now = Date.now();
    if (now - (told.get(host) ?? -Infinity) < quietTime) return;
    told.set(host, now);
    log.warn('waiting for a registry', { host, reason, seconds: Math.ceil((until - now) / 1000) });
  };
}
