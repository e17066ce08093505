import { describeError } from '@cip/oci';
import type { AlertSink } from '@cip/watch';
import { setTimeout as wait } from 'node:timers/promises';
import type { Dispatcher } from 'undici';
import { sendWithin } from './send-within.js';
import { SinkUnavailableError } from './sink-unavailable-error.js';
import { refusedBody, webhookBody } from './webhook-body.js';
import { webhookSecret } from './webhook-secret.js';
import { webhookUrl } from './webhook-url.js';

export interface WebhookOptions {
  /** Holds what is sent as `Authorization: Bearer`; read for each alert, so that it can change. Default none. */
  readonly secretFile?: string;
  /** Of one alert with all attempts, in milliseconds; default {@link sendWithin}. */
  readonly deadline?: number;
  /** Of one attempt, in milliseconds; default 5 s. */
  readonly timeout?: number;
}

/** What came of one attempt: undefined when the alert was accepted. */
interface Refusal {
  readonly error: Error;
  readonly again: boolean;
}

interface Ending {
  /** Aborts `deadline` milliseconds after the alert was first sent. */
  readonly over: AbortSignal;
  readonly deadline: number;
  readonly stop?: AbortSignal;
}

/** The webhook is there, and does not take this very alert. */
class BodyRefusedError extends Error {}

const refusesBody = new Set([400, 413, 422]);
const firstPause = 200;

/**
 * Posts alerts as JSON. Accepted means an answer of 2xx; redirects are not followed. No answer, 408, 429 and 5xx are
 * tried again until the deadline. An alert that is refused for what it holds is told of without it. The secret never goes to another host. What is tried in vain until then ends in `SinkUnavailableError`. Throws `UsageError` for a wrong address or file.
 */
export async function webhookSink(address: string, options: WebhookOptions = {}): Promise<AlertSink> {
  const url = webhookUrl(address);
  const { secretFile, deadline = sendWithin, timeout = 5000 } = options;
  const headers = async (): Promise<Record<string, string>> => ({
    'content-type': 'application/json',
    ...(secretFile !== undefined && { authorization: `Bearer ${await webhookSecret(secretFile)}` }),
  });
  await headers();
  const { Agent } = await import('undici');
  const dispatcher = new Agent({ connect: { timeout }, headersTimeout: timeout, bodyTimeout: timeout });
  return {
    name: 'webhook',
    send: async (alert, count, { signal } = {}) => {
      const given = await headers();
      const over = AbortSignal.timeout(deadline);
      const accepted = (body: string): Promise<void> =>
        untilAccepted((until) => post(dispatcher, url, { headers: given, body }, until), {
          over,
          deadline,
          ...(signal && { stop: signal }),
        });
      try {
        await accepted(webhookBody(alert, count));
      } catch (error) {
        if (!(error instanceof BodyRefusedError)) throw error;
        await accepted(refusedBody(alert, count));
      }
    },
    close: () => dispatcher.destroy(),
  };
}

async function untilAccepted(
  attempt: (signal: AbortSignal) => Promise<Refusal | undefined>,
  { over, deadline, stop }: Ending,
): Promise<void> {
  const signal = stop ? AbortSignal.any([stop, over]) : over;
  let last: Error = new SinkUnavailableError(`no answer within ${deadline} ms`);
  for (let pause = firstPause; ; pause *= 2) {
    const refusal = await attempt(signal);
    if (!refusal) return;
    stop?.throwIfAborted();
    if (!over.aborted) last = refusal.error;
    if (!refusal.again) throw last;
    await wait(pause, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) throw last;
  }
}

async function post(
  dispatcher: Dispatcher,
  url: URL,
  { headers, body }: { readonly headers: Record<string, string>; readonly body: string },
  signal: AbortSignal,
): Promise<Refusal | undefined> {
  try {
    const path = `${url.pathname}${url.search}`;
    const call = { origin: url.origin, path, method: 'POST', headers, body, signal } as const;
    const answer = await dispatcher.request(call);
    await answer.body.dump({ limit: 65_536 }).catch(() => undefined);
    return refusalOf(answer.statusCode);
  } catch (error) {
    return { error: new SinkUnavailableError(describeError(error), { cause: error }), again: true };
  }
}

function refusalOf(status: number): Refusal | undefined {
  if (status >= 200 && status <= 299) return undefined;
  const again = status === 408 || status === 429 || status >= 500;
  if (refusesBody.has(status)) return { error: new BodyRefusedError(`answer ${status}`), again };
  return { error: new (again ? SinkUnavailableError : Error)(`answer ${status}`), again };
}
