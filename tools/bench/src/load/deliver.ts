import { setTimeout as wait } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { PlannedEvent } from '../auditor/planned-event.js';

export interface Delivery {
  /** Answers other than expected, one line each. */
  readonly wrong: readonly string[];
  /** The longest that anybody waited for an answer, in seconds. */
  readonly longest: number;
  /** Answers that the message must come again. */
  readonly later: number;
  readonly seconds: number;
}

export interface DeliveryHooks {
  readonly onAcknowledged?: (count: number) => void;
  /** Each event was sent once; these were not acknowledged. */
  readonly onFirstPass?: (left: readonly PlannedEvent[]) => void;
}

const connections = 50;
const pause = 1000;

/** Delivers pushes as Pub/Sub does: each again until it is acknowledged, and none waits for another. */
export async function deliver(
  address: () => Promise<string>,
  events: readonly PlannedEvent[],
  hooks: DeliveryHooks = {},
): Promise<Delivery> {
  const dispatcher = new Agent({ connections, headersTimeout: 60_000 });
  const wrong: string[] = [];
  const state = { longest: 0, later: 0, acknowledged: 0 };
  const send = async (event: PlannedEvent): Promise<boolean> => {
    const began = performance.now();
    try {
      const { body } = event;
      const answer = await request(await address(), { method: 'POST', body, dispatcher });
      const said = await answer.body.text();
      state.longest = Math.max(state.longest, (performance.now() - began) / 1000);
      if (answer.statusCode === 503) return false;
      const { verdict, reason } =
        said === '' ? {} : (JSON.parse(said) as { verdict?: string; reason?: string });
      const got = `${verdict} ${reason}`;
      if (got !== event.expected)
        wrong.push(`${event.id}: ${answer.statusCode} ${got} instead of ${event.expected}`);
      return true;
    } catch {
      // It was killed.
      return false;
    }
  };
  const start = performance.now();
  for (let left = events; left.length > 0;) {
    const next = left.values();
    const again: PlannedEvent[] = [];
    const worker = async (): Promise<void> => {
      for (const event of next) {
        if (await send(event)) hooks.onAcknowledged?.(++state.acknowledged);
        else again.push(event);
      }
    };
    await Promise.all(Array.from({ length: connections }, worker));
    if (left === events) hooks.onFirstPass?.(again);
    state.later += again.length;
    left = again;
    if (left.length > 0) await wait(pause);
  }
  await dispatcher.close();
  return { wrong, longest: state.longest, later: state.later, seconds: (performance.now() - start) / 1000 };
}
