import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { randomInt } from 'node:crypto';

// Below the range from which Linux takes ports for outgoing connections.
const lowest = 20_000;
const highest = 32_000;
const attempts = 50;

/** The first of `count` consecutive ports of 127.0.0.1 that nobody listens on now. Another process may be quicker. */
export async function freePorts(count: number): Promise<number> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const first = randomInt(lowest, highest - count);
    if (await areFree(first, count)) return first;
  }
  throw new Error(`found no ${count} consecutive free ports from ${lowest} to ${highest}`);
}

async function areFree(first: number, count: number): Promise<boolean> {
  const ports = Array.from({ length: count }, (_, i) => first + i);
  const taken = await Promise.allSettled(ports.map(listen));
  const servers = taken.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  await Promise.all(servers.map(close));
  return servers.length === count;
}

async function listen(port: number): Promise<Server> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  await closed;
}
