import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** A body of more bytes than are taken, of which only the beginning was kept. */
export class TooLargeBody {
  constructor(
    /** The first bytes. */
    readonly beginning: Buffer,
    /** How many bytes it has, and their SHA-256; or that it was not read to its end. */
    readonly description: string,
  ) {}
}

export interface ReadBodyOptions {
  /** Most bytes that are taken. */
  readonly limit: number;
  /** As announced; NaN where nothing was. */
  readonly contentLength: number;
}

const mostRead = 64 * 1024 * 1024;
const mostKept = 32 * 1024;

/**
 * Reads a body. One that is too large is read on without being kept: a sender that is still writing would not see the
 * answer, and send the same again for ever. Rejects when the sender breaks off.
 */
export async function readBody(
  payload: IncomingMessage,
  { limit, contentLength }: ReadBodyOptions,
): Promise<Buffer | TooLargeBody> {
  if (contentLength > mostRead) return new TooLargeBody(Buffer.alloc(0), `${contentLength} bytes, not read`);
  const hash = createHash('sha256');
  let chunks: Buffer[] = [];
  let size = 0;
  // A stream that is destroyed takes the connection along, and the answer with it.
  const read = payload.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  for await (const chunk of read) {
    size += chunk.byteLength;
    hash.update(chunk);
    if (size <= limit || chunks.length === 0) chunks.push(chunk);
    else chunks = [beginningOf(chunks)];
    if (size > mostRead) return new TooLargeBody(beginningOf(chunks), `more than ${mostRead} bytes`);
  }
  if (size <= limit) return Buffer.concat(chunks, size);
  return new TooLargeBody(beginningOf(chunks), `${size} bytes, sha256:${hash.digest('hex')}`);
}

/** A copy: a slice would keep all that it was cut from. */
function beginningOf(chunks: readonly Buffer[]): Buffer {
  return Buffer.from(Buffer.concat(chunks).subarray(0, mostKept));
}
