import { type CallOptions, type Descriptor, DigestMismatchError, verifiedStream } from '@cip/oci';
import type { Answer } from './answer.js';
import { callTo, type RepositoryContext } from './context.js';
import type { Patience } from './patience.js';

/** Reads blobs of one repository (distribution-spec v1.1, "Pulling blobs"). */
export class Blobs {
  constructor(private readonly context: RepositoryContext) {}

  async has(
    { digest, size }: Pick<Descriptor, 'digest' | 'size'>,
    { signal }: CallOptions = {},
  ): Promise<boolean> {
    const call = callTo(this.context, { kind: 'blob-head', method: 'HEAD', at: `blobs/${digest}`, signal });
    return this.context.transport.exchange(call, async (answer) => {
      if (answer.status === 200) {
        // A page for people would otherwise pass for a layer, which then nobody uploads.
        // Some give no length, or 0, where there is no body to it.
        if ((answer.length ?? 0) === 0 || answer.length === size) return true;
        throw answer.invalid(`the blob has ${size} bytes, the answer speaks of ${answer.length}`);
      }
      if (answer.status !== 404) throw await answer.failure();
      if (answer.mediaType === 'text/html') throw answer.invalid('status 404 with a page for people');
      return false;
    });
  }

  fetch(
    blob: Descriptor,
    { offset = 0, signal }: CallOptions & { readonly offset?: number } = {},
  ): AsyncIterable<Uint8Array> {
    const stream = this.#continued(blob, offset, signal);
    return offset === 0 ? verifiedStream(blob, stream) : stream;
  }

  /** The bytes from `offset` on; where a body breaks off, it is asked for again from there. */
  async *#continued(
    blob: Descriptor,
    offset: number,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Uint8Array> {
    const patience = this.context.transport.patience({ url: this.context.origin, signal });
    let position = offset;
    while (position < blob.size || position === 0) {
      try {
        for await (const chunk of this.#from(blob, position, signal, patience)) {
          position += chunk.byteLength;
          patience.progressed();
          yield chunk;
        }
        return;
      } catch (error) {
        await patience.after(error);
      }
    }
  }

  async *#from(
    blob: Descriptor,
    position: number,
    signal: AbortSignal | undefined,
    patience: Patience,
  ): AsyncGenerator<Uint8Array> {
    const answer = await this.#open(blob, position, signal, patience);
    try {
      const start = await startOf(answer, blob, position);
      yield* whole(answer, blob.size - position, skipping(answer.stream(), position - start));
    } finally {
      await answer.discard();
    }
  }

  /** Some registries know no range that is open at its end: those give everything, and the start is skipped. */
  async #open(
    blob: Descriptor,
    position: number,
    signal: AbortSignal | undefined,
    patience: Patience,
  ): Promise<Answer> {
    const purpose = {
      kind: 'blob-get',
      method: 'GET',
      at: `blobs/${blob.digest}`,
      lane: 'download',
    } as const;
    const whole = callTo(this.context, { ...purpose, signal });
    if (position === 0) return this.context.transport.open(whole, patience);
    const rest = { ...whole, headers: { range: `bytes=${position}-` } };
    const answer = await this.context.transport.open(rest, patience);
    if (answer.status !== 416) return answer;
    await answer.discard();
    return this.context.transport.open(whole, patience);
  }
}

/** The offset at which the body of the answer starts: a server may ignore the range and send everything. */
async function startOf(answer: Answer, blob: Descriptor, position: number): Promise<number> {
  if (answer.status !== 200 && answer.status !== 206) throw await answer.failure();
  const start = answer.status === 200 ? 0 : rangeStart(answer);
  if (start === undefined || start > position) throw answer.invalid('a range that was not asked for');
  const expected = blob.size - start;
  if (answer.length !== undefined && answer.length !== expected) {
    throw new DigestMismatchError(`${expected} bytes`, String(answer.length), `content of ${blob.digest}`);
  }
  return start;
}

function rangeStart(answer: Answer): number | undefined {
  const start = /^bytes ([0-9]{1,15})-/.exec(answer.header('content-range') ?? '')?.[1];
  return start === undefined ? undefined : Number(start);
}

async function* skipping(stream: AsyncIterable<Uint8Array>, bytes: number): AsyncGenerator<Uint8Array> {
  let left = bytes;
  for await (const chunk of stream) {
    if (left < chunk.byteLength) yield left === 0 ? chunk : chunk.subarray(left);
    left = Math.max(0, left - chunk.byteLength);
  }
}

/** Turns a body that ends early, as only a body without length can, into an error that is worth another attempt. */
async function* whole(
  answer: Answer,
  size: number,
  stream: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let got = 0;
  for await (const chunk of stream) {
    got += chunk.byteLength;
    yield chunk;
  }
  if (got < size) throw answer.cutShort(`the body ended after ${got} of ${size} bytes`);
}
