import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { EventContext } from './event-context.js';

const statuses = new Map([
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
  ['HPE_HEADER_OVERFLOW', 431],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 413],
]);

/** Answers what is not even a request of HTTP, and requests that take too long. */
export function onClientError({
  metrics,
  refusals,
}: Pick<EventContext, 'metrics' | 'refusals'>): (error: NodeJS.ErrnoException, socket: Socket) => void {
  return (error, socket) => {
    if (error.code === 'ECONNRESET' || socket.destroyed) return;
    const status = statuses.get(error.code ?? '') ?? 400;
    if (status === 408) metrics.count('REFUSED', 'too-slow');
    refusals.add(error.message, '');
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
    socket.end(head, () => socket.destroy());
  };
}
