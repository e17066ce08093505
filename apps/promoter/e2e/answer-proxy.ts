import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server in front of a registry. */
export interface AnswerProxy extends AsyncDisposable {
  /** As `HOST:PORT`. */
  readonly host: string;
  /** Called when the registry has answered a request, before the client hears of it. */
  onAnswer: () => void;
}

/** Passes everything on to a registry on this machine. */
export async function startProxy(registry: string): Promise<AnswerProxy> {
  const [hostname = '', port = ''] = registry.split(':');
  const server = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const onward = request({ hostname, port, method, path: url, headers }, (answer) => {
      proxy.onAnswer();
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    // Either side may be gone by now.
    onward.on('error', () => outgoing.destroy());
    outgoing.on('error', () => onward.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: AnswerProxy = {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    onAnswer: () => undefined,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}
