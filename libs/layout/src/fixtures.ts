import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Descriptor, type Digest, digestOf, type RawManifest, type WriteOnceTarget } from '@cip/oci';
import type { Image } from '@cip/testing';

/** A new empty folder that is removed with all in it at the end of its block. */
export async function temporaryFolder(): Promise<AsyncDisposable & { readonly folder: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cip-layout-'));
  return {
    folder,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 10 }),
  };
}

export function manifestOf({ descriptor, bytes }: Image): RawManifest {
  const { mediaType, digest, size } = descriptor;
  return { descriptor: { mediaType, digest, size }, bytes };
}

export function blobsOf(image: Image): { readonly blob: Descriptor; readonly bytes: Uint8Array }[] {
  return [...image.blobs].map(([digest, bytes]) => ({
    blob: { mediaType: 'application/octet-stream', digest, size: bytes.byteLength },
    bytes,
  }));
}

/** Pushes an image the way a copy does: blobs, children, manifest. */
export async function push(target: WriteOnceTarget, image: Image, ...tags: readonly string[]): Promise<void> {
  for (const { blob, bytes } of blobsOf(image)) {
    const upload = await target.openUpload(blob);
    if (upload !== 'mounted') await upload.send((offset) => inPieces(bytes, offset));
  }
  for (const child of image.children) await push(target, child);
  if (tags.length === 0) await target.pushManifest(manifestOf(image));
  for (const tag of tags) await target.pushManifest(manifestOf(image), { tag });
}

export async function* inPieces(bytes: Uint8Array, offset = 0, size = 10_000): AsyncGenerator<Uint8Array> {
  for (let at = offset; at < bytes.byteLength; at += size) {
    yield await Promise.resolve(bytes.subarray(at, at + size));
  }
}

export async function collect(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The file of a blob in a layout. */
export function blobFile(directory: string, digest: Digest): string {
  return path.join(directory, 'blobs', ...digest.split(':'));
}

/** All files below a folder, as relative paths, sorted. */
export async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory());
  return files.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))).sort();
}

/** What the files below a folder hash to, by relative path. */
export async function contentOf(folder: string): Promise<Record<string, Digest>> {
  const content: Record<string, Digest> = {};
  for (const file of await filesOf(folder)) content[file] = digestOf(await readFile(path.join(folder, file)));
  return content;
}
