import { isDigest } from '@cip/oci';
import { type Answer, bytesAnswer, emptyAnswer, failure, nameUnknown, unsupported } from './answer.js';
import type { RegistryOptions } from './options.js';
import type { RegistryRequest } from './request.js';
import type { Store } from './store.js';

/** GET, HEAD and DELETE of `/v2/<name>/blobs/<digest>` (distribution-spec v1.1, "Pulling blobs"). */
export function serveBlob(store: Store, options: RegistryOptions, request: RegistryRequest): Answer {
  const { method, repository, reference } = request;
  if (!['GET', 'HEAD', 'DELETE'].includes(method)) return unsupported(`${method} of a blob`);
  if (!isDigest(reference)) return failure(400, 'DIGEST_INVALID', `${reference} is not a digest`);
  if (method === 'DELETE' && options.deletes === false) return unsupported('deleting blobs');
  const stored = store.repositories.get(repository);
  if (!stored) return nameUnknown(repository);
  const bytes = store.blob(repository, reference);
  if (!bytes) return failure(404, 'BLOB_UNKNOWN', `${repository} has no blob ${reference}`);
  if (method === 'GET' || method === 'HEAD') return content(bytes, reference, request.headers.range);
  stored.blobs.delete(reference);
  return emptyAnswer(202);
}

function content(bytes: Uint8Array, digest: string, range: string | undefined): Answer {
  const headers = {
    'content-type': 'application/octet-stream',
    'docker-content-digest': digest,
    'accept-ranges': 'bytes',
  };
  const wanted = parseRange(range, bytes.byteLength);
  if (wanted === 'whole') return bytesAnswer(200, bytes, headers);
  const of = `/${bytes.byteLength}`;
  if (wanted === 'unsatisfiable') return emptyAnswer(416, { 'content-range': `bytes *${of}` });
  const [from, to] = wanted;
  return bytesAnswer(206, bytes.subarray(from, to + 1), {
    ...headers,
    'content-range': `bytes ${from}-${to}${of}`,
  });
}

/** One byte range, both ends inclusive (RFC 9110, section 14.1.2); forms that are not understood ask for the whole. */
function parseRange(text: string | undefined, size: number): [number, number] | 'whole' | 'unsatisfiable' {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(text ?? '') ?? [];
  if (first === '' && last === '') return 'whole';
  if (first === '')
    return Number(last) === 0 ? 'unsatisfiable' : [Math.max(0, size - Number(last)), size - 1];
  if (last !== '' && Number(last) < Number(first)) return 'whole';
  if (Number(first) >= size) return 'unsatisfiable';
  return [Number(first), Math.min(size - 1, last === '' ? Infinity : Number(last))];
}
