import { Pool } from 'undici';
import type { PlannedEvent } from './planned-event.js';

/** An event that did not get what it should. */
export interface WrongAnswer {
  readonly event: PlannedEvent;
  readonly got: string;
}

export interface Sent {
  readonly seconds: number;
  readonly wrong: readonly WrongAnswer[];
}

/** Sends events from so many kept connections, each the next one when the last one was answered. */
export async function sendEvents(
  address: string,
  events: readonly PlannedEvent[],
  connections: number,
): Promise<Sent> {
  await using pool = disposable(new Pool(address, { connections, pipelining: 1 }));
  const wrong: WrongAnswer[] = [];
  const next = events[Symbol.iterator]();
  const sendAll = async (): Promise<void> => {
    for (const event of next) {
      const { statusCode, body } = await pool.request({ path: '/', method: 'POST', body: event.body });
      const got = saidIn(statusCode, await body.text());
      if (got !== event.expected) wrong.push({ event, got });
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: connections }, sendAll));
  return { seconds: (performance.now() - start) / 1000, wrong };
}

function saidIn(status: number, body: string): string {
  if (status !== 200) return String(status);
  const { verdict, reason } = JSON.parse(body) as { verdict?: string; reason?: string };
  return `${verdict} ${reason}`;
}

function disposable(pool: Pool): Pool & AsyncDisposable {
  return Object.assign(pool, { [Symbol.asyncDispose]: async () => pool.close() });
}
