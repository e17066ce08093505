import { parseUrl } from './parse-url.js';

// Without < in the target: a header of nothing else would be read once for each of them.
const link = /<([^<>]*)>((?:[^,"<]|"(?:[^"\\]|\\.)*")*)/g;
const relation = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i;

/** The target of the link whose relation is `next` (RFC 8288), resolved; `invalid` when it is no URL. */
export function nextLink(header: string | undefined, base: URL): URL | 'invalid' | undefined {
  for (const [, target = '', parameters = ''] of (header ?? '').slice(0, 16 * 1024).matchAll(link)) {
    const [, quoted, plain] = relation.exec(parameters) ?? [];
    const relations = (quoted ?? plain ?? '').toLowerCase().split(/\s+/);
    if (relations.includes('next')) return parseUrl(target, base) ?? 'invalid';
  }
  return undefined;
}
