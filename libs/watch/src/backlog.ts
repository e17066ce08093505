import { MalformedEventError } from '@cip/audit';
import { LRUCache } from 'lru-cache';
import type { Received } from './auditor.js';

/** A message that is not settled. Times are in milliseconds since the epoch. */
interface Open {
  /** When it was reported. */
  readonly since: number;
  seen: number;
  owesAlert: boolean;
}

const mostPassing = 10_000;
const forgottenAfter = 15 * 60_000;

/**
 * What has no verdict yet, and what has one and owes an alert, so that people can be told how old it is. What is in no
 * journal may be delivered to another instance the next time: it is forgotten when it does not come again.
 */
export class Backlog {
  readonly #kept = new Map<string | Received, Open>();
  readonly #passing = new LRUCache<string | Received, Open>({ max: mostPassing });

  /** A message came, or comes again. `isKept`: it waits in a journal until it is settled. */
  received(received: Received, now: number, isKept = false): void {
    const key = keyOf(received);
    const known = this.#of(key);
    const open = known ?? { since: sinceOf(received, now), seen: now, owesAlert: false };
    open.seen = now;
    if (isKept) this.#kept.set(key, open);
    else if (!known) this.#passing.set(key, open);
  }

  /** It was rejected, and its alert is owed. */
  judged(received: Received): void {
    const open = this.#of(keyOf(received));
    if (open) open.owesAlert = true;
  }

  settled(received: Received): void {
    const key = keyOf(received);
    this.#kept.delete(key);
    this.#passing.delete(key);
  }

  /** When the oldest one was reported that waits for its verdict or for its alert; undefined where none does. */
  oldest(waitsFor: 'verdict' | 'alert', now: number): number | undefined {
    let oldest: number | undefined;
    for (const open of this.#all(now)) {
      if (open.owesAlert !== (waitsFor === 'alert')) continue;
      oldest = Math.min(oldest ?? open.since, open.since);
    }
    return oldest;
  }

  *#all(now: number): Iterable<Open> {
    yield* this.#kept.values();
    for (const [key, open] of this.#passing.entries()) {
      if (now - open.seen > forgottenAfter) this.#passing.delete(key);
      else yield open;
    }
  }

  #of(key: string | Received): Open | undefined {
    return this.#kept.get(key) ?? this.#passing.get(key);
  }
}

function keyOf(received: Received): string | Received {
  return received.id === '' ? received : received.id;
}

function sinceOf({ event }: Received, now: number): number {
  return event instanceof MalformedEventError ? now : Math.min(now, event.publishedAt);
}
