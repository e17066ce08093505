import { parseJsonObject } from '@cip/oci';
import type { Answer } from './answer.js';

const mostBytes = 64 * 1024;

/**
 * Whether a 404 to a GET is the registry's own word that something is absent: a JSON object or nothing. Throws
 * `INVALID_ANSWER` for anything else, which a proxy or a web site gives.
 */
export async function saysAbsent(answer: Answer): Promise<boolean> {
  if (answer.status !== 404) return false;
  const body = await answer.bytes(mostBytes);
  const sound = body.byteLength === 0 || (answer.mediaType !== 'text/html' && parseJsonObject(body));
  if (!sound) throw answer.invalid(`status 404 with a body that is no registry's (${answer.mediaType})`);
  return true;
}
