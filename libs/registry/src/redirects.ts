import type { Answer } from './answer.js';
import { parseUrl } from './parse-url.js';

/** How many redirects of one request are followed. */
export const mostRedirects = 5;

const redirecting: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Where an answer to GET or HEAD sends the client on, or undefined. Throws a `RegistryError` for a target that is
 * no http(s) URL, for a downgrade to http, and for a redirect of a request that writes.
 */
export function redirectTarget(answer: Answer): URL | undefined {
  if (!redirecting.has(answer.status)) return undefined;
  const { url, method } = answer.asked;
  if (method !== 'GET' && method !== 'HEAD') throw answer.invalid('a request that writes was redirected');
  const target = parseUrl(answer.header('location'), url);
  if (!target) throw answer.invalid('a redirect without a usable Location');
  if (target.protocol !== 'http:' && target.protocol !== 'https:') {
    throw answer.refused(`redirected to ${target.protocol}, which is not followed`);
  }
  if (url.protocol === 'https:' && target.protocol === 'http:') {
    throw answer.refused(`redirected from https to http://${target.host}, which is not followed`);
  }
  return target;
}
