import { type Digest, digestOf } from '@cip/oci';
import { acceptedManifests } from '../accepted-manifests.js';
import type { Image } from './image.js';

interface Part {
  readonly digest: Digest;
  readonly mediaType: string;
}

interface Written {
  readonly mediaType?: string;
  readonly config?: Part;
  readonly layers?: readonly Part[];
  readonly manifests?: readonly Part[];
}

/** Pulls an image or any other artifact with all it refers to over plain HTTP, byte for byte. Throws what is missing. */
export async function pullImage(host: string, repository: string, reference: string): Promise<Image> {
  const base = `http://${host}/v2/${repository}`;
  const bytes = await bytesOf(`${base}/manifests/${reference}`, { accept: acceptedManifests });
  const written = JSON.parse(new TextDecoder().decode(bytes)) as Written;
  const { mediaType = 'application/vnd.oci.image.manifest.v1+json', config, layers = [] } = written;
  const blobs = new Map<Digest, Uint8Array>();
  for (const { digest } of [...(config ? [config] : []), ...layers]) {
    blobs.set(digest, await bytesOf(`${base}/blobs/${digest}`));
  }
  const children: Image[] = [];
  for (const { digest } of written.manifests ?? []) children.push(await pullImage(host, repository, digest));
  const descriptor = { mediaType, digest: digestOf(bytes), size: bytes.byteLength };
  return { descriptor, bytes, blobs, children };
}

async function bytesOf(url: string, headers: Record<string, string> = {}): Promise<Uint8Array> {
  const answer = await fetch(url, { headers });
  if (!answer.ok) throw new Error(`GET ${url} answered ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}
