import type { ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { Answer } from './answer.js';

/** How an answer goes out: whole, or broken off after some bytes of its body. */
export interface Delivery {
  readonly answer: Answer;
  readonly cut?: { readonly after: number; readonly end: 'reset' | 'close' | 'stall' };
}

/** The part of the body that goes out; HEAD has none. */
export function sentBody({ answer, cut }: Delivery, method: string): Uint8Array {
  return answer.body.subarray(0, method === 'HEAD' ? 0 : cut?.after);
}

/** Only a body that is longer than what was sent can stall or end early; a reset can always come. */
export function canBreakOff({ answer, cut }: Delivery, method: string): boolean {
  if (cut?.end === 'reset') return true;
  const announced = Number(answer.headers['content-length'] ?? answer.body.byteLength);
  return cut !== undefined && method !== 'HEAD' && cut.after < announced;
}

/** Sends an answer with this part of its body. A stall lasts until the client goes away. */
export async function deliver(
  response: ServerResponse,
  { answer, cut }: Delivery,
  part: Uint8Array,
): Promise<void> {
  response.writeHead(answer.status, withLength(answer));
  if (!cut) {
    response.end(part);
    await closed(response);
    return;
  }
  response.flushHeaders();
  await new Promise<void>((resolve) => {
    response.write(part, () => {
      resolve();
    });
    if (part.byteLength === 0) resolve();
  });
  await breakOff(response, cut.end);
}

async function breakOff(response: ServerResponse, end: 'reset' | 'close' | 'stall'): Promise<void> {
  if (end === 'reset') response.socket?.resetAndDestroy();
  if (end === 'close') response.socket?.destroySoon();
  await closed(response);
}

async function closed(response: ServerResponse): Promise<void> {
  if (!response.closed) await once(response, 'close');
}

function withLength({ status, headers, body }: Answer): Record<string, string> {
  const bare = status === 204 || status === 304 || headers['content-length'] !== undefined;
  return { ...(!bare && { 'content-length': `${body.byteLength}` }), ...headers };
}
