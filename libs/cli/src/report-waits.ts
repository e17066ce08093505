import type { WaitEvent } from '@cip/registry';
import type { Logger } from '@cip/runtime';

// A host under pressure asks for many short waits.
const quietTime = 30_000;

/** For a registry's `onWait`: tells the log which host has to be waited for, each at most every thirty seconds. */
export function reportWaits(log: Pick<Logger, 'warn'>): (event: WaitEvent) => void {
  const told = new Map<string, number>();
  return ({ kind, host, reason, until }) => {
    const now = Date.now();
    if (now - (told.get(host) ?? -Infinity) < quietTime) return;
    told.set(host, now);
    const what = kind === 'held' ? 'it asked to be left alone' : 'trying again';
    log.warn(`waiting for ${host}: ${reason}, ${what} until ${timeOfDay(until)}`, { host });
  };
}

/** 12:34:56 in UTC, like the times in a log. */
function timeOfDay(time: number): string {
  return new Date(time).toISOString().slice(11, 19);
}
