import type { Answer } from './answer.js';
import { callTo, type RepositoryContext } from './context.js';
import { nextLink } from './link.js';
import type { Call } from './call.js';
import type { RequestKind } from './ledger.js';

/** A paged reading of one repository. `at` is below `/v2/<name>/`, or a URL on its host. */
export interface Paging<T> {
  readonly kind: RequestKind;
  readonly at: string | URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal | undefined;
  /** Reads one page; undefined ends the reading: there is nothing under this address. */
  readonly read: (answer: Answer) => Promise<T | undefined>;
}

interface Page<T> {
  readonly content: T;
  readonly next: URL | undefined;
}

/**
 * Follows `Link: <…>; rel="next"` to the end (distribution-spec v1.1, "Listing Tags"). Stays on the host. A page
 * that was read before is an `INVALID_ANSWER`; too many pages are `TOO_LARGE`.
 */
export async function* pages<T>(context: RepositoryContext, paging: Paging<T>): AsyncGenerator<T> {
  const { kind, headers = {}, signal, read } = paging;
  const seen = new Set<string>();
  let at: string | URL | undefined = paging.at;
  while (at !== undefined) {
    const call: Call = callTo(context, { kind, method: 'GET', at, headers, signal });
    seen.add(call.url.href);
    const page: Page<T> | undefined = await context.transport.exchange(call, async (answer) => {
      const content = await read(answer);
      if (content !== undefined) return { content, next: nextPage(answer, call.url, seen, context) };
      // Only the first page can say that there is nothing: a listing without its end would hide what is there.
      if (seen.size > 1) throw answer.invalid('a page that the registry itself linked to is not there');
      return undefined;
    });
    if (!page) return;
    yield page.content;
    at = page.next;
  }
}

function nextPage(
  answer: Answer,
  current: URL,
  seen: ReadonlySet<string>,
  { limits }: RepositoryContext,
): URL | undefined {
  const target = nextLink(answer.header('link'), current);
  if (target === undefined) return undefined;
  if (target === 'invalid') throw answer.invalid('a Link to the next page that is no URL');
  if (target.origin !== current.origin) {
    throw answer.refused(`a Link to the next page at ${target.origin}, which is another host`);
  }
  if (seen.has(target.href)) throw answer.invalid('a Link to a page that was read before');
  if (seen.size >= limits.pages) throw answer.tooMany(limits.pages, 'pages');
  return target;
}
