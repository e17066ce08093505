import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A sink that can be taken down. */
export interface LoadWebhook extends AsyncDisposable {
  readonly url: string;
  /** It answers 500. */
  isDown: boolean;
  /** Reports that were accepted, and those that were not. */
  readonly accepted: number;
  readonly refused: number;
  /** Sum of the counts of all accepted reports about changes that were rejected. */
  readonly changes: number;
  /** Of the messages that accepted reports are about. */
  readonly ids: ReadonlySet<string>;
}

interface Report {
  readonly kind: string;
  readonly count: number;
  readonly id?: string;
  readonly ids?: readonly string[];
}

/** Listens on a free port of 127.0.0.1. */
export async function startLoadWebhook(): Promise<LoadWebhook> {
  const state = { isDown: false, accepted: 0, refused: 0, changes: 0 };
  const ids = new Set<string>();
  const take = ({ kind, count, id, ids: many = id === undefined ? [] : [id] }: Report): void => {
    state.accepted += 1;
    if (kind !== 'rejected' && kind !== 'summary') return;
    state.changes += count;
    for (const one of many) ids.add(one);
  };
  const server = createServer((request, response) => {
    const heard = text(request).then((body) => {
      if (state.isDown) {
        state.refused += 1;
        response.writeHead(500).end();
        return;
      }
      take(JSON.parse(body) as Report);
      response.end();
    });
    // Whoever is killed in the middle of a request is not heard of again.
    heard.catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return Object.assign(state, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    ids,
    [Symbol.asyncDispose]: close,
  });
}
