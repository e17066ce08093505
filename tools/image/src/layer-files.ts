import { PassThrough, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ReadableStream } from 'node:stream/web';
import { createGunzip } from 'node:zlib';
import type { CallOptions, Descriptor, Source } from '@cip/oci';
import { ExpectedError } from '@cip/runtime';
import { createTarDecoder } from 'modern-tar';
import { isFailure } from './expect-failures.js';

/**
 * The names of all files in a layer, as absolute paths. Undefined: it is compressed in a way that cannot be read here.
 * Throws `ExpectedError` when it does not unpack.
 */
export async function layerFiles(
  source: Source,
  layer: Descriptor,
  options: CallOptions,
): Promise<ReadonlySet<string> | undefined> {
  const unpacker = unpackerFor(layer.mediaType);
  if (!unpacker) return undefined;
  const names = new Set<string>();
  try {
    await collectNames(source.fetchBlob(layer, options), unpacker, names);
  } catch (error) {
    options.signal?.throwIfAborted();
    if (isFailure(error)) throw error;
    throw new ExpectedError(
      `the layer ${layer.digest} of the base cannot be unpacked`,
      'Take another base.',
      undefined,
      { cause: error },
    );
  }
  return names;
}

async function collectNames(
  blob: AsyncIterable<Uint8Array>,
  unpacker: Transform,
  names: Set<string>,
): Promise<void> {
  await pipeline(blob, unpacker, async (tar: AsyncIterable<Uint8Array>) => {
    const entries = ReadableStream.from(tar).pipeThrough<{
      readonly header: { readonly name: string };
      readonly body: { cancel(): Promise<void> };
    }>(createTarDecoder());
    for await (const { header, body } of entries) {
      names.add(header.name.replace(/^(?:\.?\/)*/, '/'));
      await body.cancel();
    }
  });
}

function unpackerFor(mediaType: string): Transform | undefined {
  if (mediaType.endsWith('gzip')) return createGunzip();
  return mediaType.endsWith('tar') ? new PassThrough() : undefined;
}
