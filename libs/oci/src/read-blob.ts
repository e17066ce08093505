import type { Descriptor } from './descriptor.js';
import type { CallOptions, Source } from './target.js';

/** All bytes of a blob, checked against digest and size. Whoever calls this bounds the size before. */
export async function readBlob(
  source: Pick<Source, 'fetchBlob'>,
  blob: Descriptor,
  options: CallOptions = {},
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source.fetchBlob(blob, options)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
