import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { failure } from './answer.js';
import { canBreakOff, deliver, type Delivery, sentBody } from './delivery.js';
import type { Faults } from './faults.js';
import type { Gates } from './gates.js';
import { handle, type Registry } from './handler.js';
import { performFault } from './perform-fault.js';
import type { RegistryRequest } from './request.js';
import type { RequestLog } from './request-log.js';
import { parseRoute } from './route.js';

/** A registry with what tests do to its requests. */
export interface ServedRegistry extends Registry {
  readonly log: RequestLog;
  readonly faults: Faults;
  readonly gates: Gates;
}

/** An HTTP server that never ends a connection by itself: no idle time, no time limits. */
export function createRegistryServer(registry: ServedRegistry): Server {
  const server = createServer((incoming, outgoing) => {
    void serve(registry, incoming, outgoing);
  });
  server.keepAliveTimeout = 0;
  server.headersTimeout = 0;
  server.requestTimeout = 0;
  return server;
}

async function serve(
  registry: ServedRegistry,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { log, gates } = registry;
  const method = incoming.method ?? '';
  const url = incoming.url ?? '';
  const body = counted(incoming, (bytes) => (record.bytesIn += bytes));
  const request = { ...parseRoute(method, url), method, url, headers: incoming.headers, body };
  const record = log.begin(request);
  try {
    await gates.pass(request);
    const decided = await decide(registry, request);
    const delivery = decided && !canBreakOff(decided, method) ? { answer: decided.answer } : decided;
    record.status = delivery?.answer.status ?? 0;
    if (!delivery) return void incoming.socket.resetAndDestroy();
    const part = sentBody(delivery, method);
    record.bytesOut = part.byteLength;
    await deliver(outgoing, withApiVersion(delivery), part);
  } catch (error) {
    record.status ??= 0;
    if (incoming.socket.destroyed) return;
    // A mistake of this registry: it must not look like a network fault.
    const answer = failure(
      500,
      'UNKNOWN',
      error instanceof Error ? (error.stack ?? error.message) : 'unknown',
    );
    await deliver(outgoing, { answer }, answer.body);
  } finally {
    log.end();
  }
}

async function decide(registry: ServedRegistry, request: RegistryRequest): Promise<Delivery | undefined> {
  const process = (asked: RegistryRequest) => handle(registry, asked);
  const fault = registry.faults.take(request);
  return fault ? performFault(fault, request, process) : { answer: await process(request) };
}

async function* counted(
  incoming: IncomingMessage,
  count: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    count(chunk.byteLength);
    yield chunk;
  }
}

function withApiVersion({ answer, ...delivery }: Delivery): Delivery {
  const headers = { 'docker-distribution-api-version': 'registry/2.0', ...answer.headers };
  return { ...delivery, answer: { ...answer, headers } };
}
