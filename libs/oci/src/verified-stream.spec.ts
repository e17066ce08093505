import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestOf } from './digest.js';
import { DigestMismatchError } from './errors.js';
import { verifiedStream } from './verified-stream.js';

async function* chunksOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}

/** Reads to the end or the error; gives the bytes that were handed out. */
async function drain(stream: AsyncIterable<Uint8Array>): Promise<{ bytes: Buffer; error?: unknown }> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of stream) chunks.push(chunk);
    return { bytes: Buffer.concat(chunks) };
  } catch (error) {
    return { bytes: Buffer.concat(chunks), error };
  }
}

const chunks = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 6 });

describe('a verified stream', () => {
  it('passes right content through, however it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        chunks,
        fc.constantFrom('sha256' as const, 'sha512' as const),
        async (list, algorithm) => {
          const bytes = Buffer.concat(list);
          const expected = { digest: digestOf(bytes, algorithm), size: bytes.byteLength };
          expect(await drain(verifiedStream(expected, chunksOf(list)))).toEqual({ bytes });
        },
      ),
    );
  });

  it('never hands out the whole of wrong content', async () => {
    await fc.assert(
      fc.asyncProperty(chunks, fc.uint8Array({ minLength: 1, maxLength: 60 }), async (list, right) => {
        const wrong = Buffer.concat(list);
        fc.pre(!wrong.equals(right));
        const expected = { digest: digestOf(right), size: right.byteLength };
        const { bytes, error } = await drain(verifiedStream(expected, chunksOf(list)));
        expect(error).toBeInstanceOf(DigestMismatchError);
        expect(bytes.byteLength).toBeLessThan(right.byteLength);
      }),
    );
  });

  it('stops reading what is longer than it should be', async () => {
    let read = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        read += 1;
        yield await Promise.resolve(new Uint8Array(100));
      }
    }
    const expected = { digest: digestOf(new Uint8Array(250)), size: 250 };
    const { error } = await drain(verifiedStream(expected, endless()));
    expect(error).toBeInstanceOf(DigestMismatchError);
    expect(read).toBe(3);
  });
});
