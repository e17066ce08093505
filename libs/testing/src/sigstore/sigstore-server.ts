import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers a request by its body. */
export interface Handler {
  readonly path: string;
  readonly fn: (body: string) => Promise<{
    readonly statusCode: number;
    readonly response: string | ArrayBufferView;
    readonly contentType?: string;
  }>;
}

/** An answer that a service gives in place of its own. */
export interface SigstoreFault {
  /** 0: the connection is closed without an answer. */
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A server on a free port of 127.0.0.1 that counts what each path was asked. */
export interface SigstoreServer {
  readonly url: string;
  count(path: string): number;
  /** From now on these answer. */
  serve(handlers: readonly Handler[]): void;
  /** The next requests to a path are answered like this, one for each. */
  fail(path: string, faults: readonly SigstoreFault[]): void;
  /** Forgets the faults that are left for a path. */
  mend(path: string): void;
  close(): Promise<void>;
}

/** Starts a server that has nothing to serve yet: what it serves has to know its address. */
export async function startSigstoreServer(): Promise<SigstoreServer> {
  const handlers = new Map<string, Handler>();
  const counts = new Map<string, number>();
  const faults = new Map<string, SigstoreFault[]>();
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    counts.set(path, (counts.get(path) ?? 0) + 1);
    const fault = faults.get(path)?.shift();
    if (fault) void refuse(fault, request, response);
    else void answer(handlers.get(path), request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    count: (path) => counts.get(path) ?? 0,
    serve: (all) => {
      for (const handler of all) handlers.set(handler.path, handler);
    },
    fail: (path, more) => {
      faults.set(path, [...(faults.get(path) ?? []), ...more]);
    },
    mend: (path) => {
      faults.delete(path);
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function refuse(
  { status, headers = {}, body = '' }: SigstoreFault,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  await request.toArray();
  if (status === 0) response.destroy();
  else response.writeHead(status, headers).end(body);
}

async function answer(
  handler: Handler | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = Buffer.concat(await request.toArray()).toString();
  if (!handler) return void response.writeHead(404).end();
  const { statusCode, response: content, contentType = 'text/plain' } = await handler.fn(body);
  response.writeHead(statusCode, { 'Content-Type': contentType });
  response.end(
    typeof content === 'string'
      ? content
      : Buffer.from(content.buffer, content.byteOffset, content.byteLength),
  );
}
