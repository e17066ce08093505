import type { Answer } from './answer.js';
import { parseUrl } from './parse-url.js';

/** Where an upload session goes on: on the host that answered, in the scheme that is spoken to it. */
export function sessionLocation(answer: Answer): URL {
  const { url } = answer.asked;
  const target = parseUrl(answer.header('location'), url);
  if (!target) throw answer.invalid('an upload session without a usable Location');
  if (target.host !== url.host) throw answer.refused(`an upload session on another host, ${target.host}`);
  target.protocol = url.protocol;
  return target;
}
