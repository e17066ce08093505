import { type Digest } from '@cip/oci';
import type { Image } from './image.js';

/** A registry did not take a part of an image. */
export class PushFailedError extends Error {
  readonly code = 'PUSH_FAILED';

  constructor(
    readonly method: string,
    readonly url: string,
    readonly status: number,
    readonly answer: string,
  ) {
    super(`${method} ${url} answered ${status}: ${answer}`);
    this.name = 'PushFailedError';
  }
}

/**
 * Pushes an image with all it refers to over plain HTTP, to any registry on `host`; without tags, by digest.
 * Throws {@link PushFailedError}.
 */
export async function pushImage(
  host: string,
  repository: string,
  image: Image,
  tags: readonly string[] = [],
): Promise<void> {
  for (const child of image.children) await pushImage(host, repository, child);
  const base = `http://${host}/v2/${repository}`;
  for (const [digest, bytes] of image.blobs) await pushBlob(base, digest, bytes);
  const { digest, mediaType } = image.descriptor;
  const references = tags.length > 0 ? tags : [digest];
  for (const reference of references) {
    const headers = { 'content-type': mediaType };
    await send('PUT', `${base}/manifests/${reference}`, { headers, body: image.bytes });
  }
}

async function pushBlob(base: string, digest: Digest, bytes: Uint8Array): Promise<void> {
  const started = await send('POST', `${base}/blobs/uploads/`, {});
  const location = new URL(started.headers.get('location') ?? '', base);
  location.searchParams.set('digest', digest);
  const headers = { 'content-type': 'application/octet-stream' };
  await send('PUT', location.href, { headers, body: bytes });
}

async function send(
  method: string,
  url: string,
  init: { readonly headers?: Record<string, string>; readonly body?: Uint8Array },
): Promise<Response> {
  const { body, ...rest } = init;
  const answer = await fetch(url, { method, ...rest, ...(body && { body: Buffer.from(body) }) });
  const text = await answer.text();
  if (!answer.ok) throw new PushFailedError(method, url, answer.status, text);
  return answer;
}
