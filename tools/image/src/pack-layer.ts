import { type Descriptor, type Digest, digestOf, mediaTypes } from '@cip/oci';
import { gzipSync } from 'fflate';
import { packTar, type TarEntry } from 'modern-tar';

/** A file, or without content a folder. Paths are absolute. */
export interface LayerEntry {
  readonly path: string;
  readonly content?: Uint8Array;
}

/** A gzipped tar. */
export interface PackedLayer {
  readonly descriptor: Descriptor;
  readonly bytes: Uint8Array;
  /** The digest of the tar before compression. */
  readonly diffId: Digest;
}

/** Packs files into a layer: the same files give the same bytes, whatever their order, the machine and the clock. */
export async function packLayer(entries: readonly LayerEntry[]): Promise<PackedLayer> {
  const sorted = [...entries].sort((a, b) => (a.path < b.path ? -1 : 1));
  const tar = await packTar(sorted.map(toTarEntry));
  // Not by Node's zlib, whose output may differ between versions and processors.
  const bytes = gzipSync(tar, { level: 6, mtime: 0 });
  return {
    descriptor: { mediaType: mediaTypes.ociLayerGzip, digest: digestOf(bytes), size: bytes.byteLength },
    bytes,
    diffId: digestOf(tar),
  };
}

function toTarEntry({ path, content }: LayerEntry): TarEntry {
  const name = path.replace(/^\//, '');
  const owner = { mode: 0o755, uid: 0, gid: 0, uname: '', gname: '', mtime: new Date(0) };
  return content
    ? { header: { ...owner, name, size: content.byteLength, type: 'file' }, body: content }
    : { header: { ...owner, name: `${name}/`, size: 0, type: 'directory' } };
}
