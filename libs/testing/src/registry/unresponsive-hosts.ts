import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { freePorts } from '../real/free-ports.js';

/** A host that takes connections and never says anything. Take it with `await using`. */
export interface BlackHole extends AsyncDisposable {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  /** Connections that it has taken. */
  readonly connections: number;
}

export async function startBlackHole(): Promise<BlackHole> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    // Who is cut off in the end complains to nobody.
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    get connections() {
      return sockets.size;
    },
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** `127.0.0.1:PORT` where nobody listens. */
export async function deadHost(): Promise<string> {
  return `127.0.0.1:${await freePorts(1)}`;
}
