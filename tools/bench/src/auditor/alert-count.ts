import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Takes alerts, and counts the changes that they are about, in summaries too; what else is alerted is not counted. */
export interface AlertCount extends AsyncDisposable {
  readonly url: string;
  /** Sum of the counts of all reports. */
  readonly changes: number;
}

/** Listens on a free port of 127.0.0.1. */
export async function countAlerts(): Promise<AlertCount> {
  let changes = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { kind, count } = JSON.parse(Buffer.concat(parts).toString()) as { kind: string; count: number };
      if (kind === 'rejected' || kind === 'summary') changes += count;
      response.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    get changes() {
      return changes;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
