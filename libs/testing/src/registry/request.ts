import type { IncomingHttpHeaders } from 'node:http';
import type { Route } from './route.js';

/** A request as handlers and hooks see it. */
export interface RegistryRequest extends Route {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** The body as it arrives; it can be read once. Throws when the client goes away. */
  readonly body: AsyncIterable<Uint8Array>;
}

/** Reads a whole body; undefined when it has more than `limit` bytes. */
export async function readAll(
  body: AsyncIterable<Uint8Array>,
  limit = Infinity,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size <= limit) chunks.push(chunk);
  }
  return size <= limit ? Buffer.concat(chunks) : undefined;
}

/** True for what asks to change the registry: everything but reads and tokens. */
export function isWrite(request: Pick<RegistryRequest, 'method' | 'kind'>): boolean {
  return request.kind !== 'token' && !['GET', 'HEAD', 'OPTIONS'].includes(request.method);
}
