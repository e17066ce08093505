import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** An alert as the webhook gets it, as far as specs look. */
export interface ReceivedAlert {
  readonly id: string;
  readonly verdict: string;
  readonly reason: string;
  readonly repository?: string;
  readonly tag?: string;
  readonly message: string;
  readonly contents?: string;
  readonly count: number;
  /** Of the messages that a summary is about. */
  readonly ids?: readonly string[];
}

export interface Webhook extends AsyncDisposable {
  readonly url: string;
  /** What was accepted. */
  readonly alerts: readonly ReceivedAlert[];
}

/** Takes every alert; `onAlert` is told of each before it is. */
export async function startWebhook(onAlert: () => void = () => undefined): Promise<Webhook> {
  const alerts: ReceivedAlert[] = [];
  const server = createServer((request, response) => {
    // Who is killed in the middle of a request is not heard of again.
    const heard = text(request).then((body) => {
      onAlert();
      alerts.push(JSON.parse(body) as ReceivedAlert);
      response.end();
    });
    heard.catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, alerts, [Symbol.asyncDispose]: close };
}
