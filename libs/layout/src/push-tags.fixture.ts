import { type Descriptor, digestOf, mediaTypes } from '@cip/oci';
import { openLayout } from './index.js';

/** Pushes images with the tags `<name>-0`, `<name>-1`… to the repository `app` of a layout. */
export async function pushTags(directory: string, name: string, count: number): Promise<void> {
  await using layout = await openLayout(directory, { rights: 'write-once' });
  const app = layout.repository('app');
  for (let i = 0; i < count; i++) {
    const tag = `${name}-${i}`;
    const blob = encoded({ tag });
    const config = described(mediaTypes.ociConfig, blob);
    const upload = await app.openUpload(config);
    if (upload !== 'mounted') await upload.send(() => piece(blob));
    const bytes = encoded({ schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [] });
    await app.pushManifest({ descriptor: described(mediaTypes.ociManifest, bytes), bytes }, { tag });
  }
}

function encoded(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

function described(mediaType: string, bytes: Uint8Array): Descriptor {
  return { mediaType, digest: digestOf(bytes), size: bytes.byteLength };
}

async function* piece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
