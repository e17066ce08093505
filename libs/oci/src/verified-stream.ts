import type { Descriptor } from './descriptor.js';
import { algorithmOf, hasherFor } from './digest.js';
import { DigestMismatchError } from './errors.js';

/**
 * Passes a stream through while hashing it. The last chunk is held back until size and digest are known to be
 * right, so that a consumer never receives the whole of a wrong content. Throws {@link DigestMismatchError}.
 */
export async function* verifiedStream(
  expected: Pick<Descriptor, 'digest' | 'size'>,
  stream: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const hash = hasherFor(expected.digest);
  let size = 0;
  let held: Uint8Array | undefined;
  for await (const chunk of stream) {
    if (chunk.byteLength === 0) continue;
    size += chunk.byteLength;
    if (size > expected.size) {
      throw new DigestMismatchError(`${expected.size} bytes`, 'more', `content of ${expected.digest}`);
    }
    hash.update(chunk);
    if (held) yield held;
    held = chunk;
  }
  if (size !== expected.size) {
    throw new DigestMismatchError(`${expected.size} bytes`, `${size}`, `content of ${expected.digest}`);
  }
  const actual = `${algorithmOf(expected.digest)}:${hash.digest('hex')}`;
  if (actual !== expected.digest) throw new DigestMismatchError(expected.digest, actual, 'content');
  if (held) yield held;
}
