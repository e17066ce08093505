import { type Answer, failure, jsonAnswer } from './answer.js';
import type { RegistryRequest } from './request.js';

/** How lists are cut into pages (distribution-spec v1.1, "Listing Tags"). Without a size, only `n` cuts. */
export interface PagingOptions {
  /** The most names on a page, at least 1, whatever `n` asks for. Default: no limit. */
  readonly pageSize?: number;
  /** The form of the next page's URL: with the host, from the path on, or only `?…`. Default: from the path on. */
  readonly link?: 'absolute' | 'relative' | 'query';
  /** An empty page with a Link comes before each page. Default: false. */
  readonly emptyPages?: boolean;
  /** A broken registry: the Link of each page leads to the same page again. Default: false. */
  readonly repeatPages?: boolean;
  /** `n` and `last` are ignored, as gcr.io does. Default: false. */
  readonly ignoreN?: boolean;
}

/** One page, with the header that leads to the next. `first` is true where no `last` was asked for. */
export interface Page {
  readonly names: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly first: boolean;
}

/** Cuts a sorted list as the request asks; an answer when `n` is no number. */
export function cutPage(
  all: readonly string[],
  { url, query }: RegistryRequest,
  origin: string,
  options: PagingOptions = {},
): Page | Answer {
  const asked = options.ignoreN ? null : query.get('n');
  if (asked !== null && !/^\d+$/.test(asked)) {
    return failure(400, 'PAGINATION_NUMBER_INVALID', `n=${asked} is not a number`);
  }
  const followed = query.get('page') !== null;
  const last = options.ignoreN && !followed ? null : query.get('last');
  const rest = last === null ? all : all.filter((name) => name > last);
  const size = Math.min(Number(asked ?? Infinity), options.pageSize ?? Infinity);
  const first = last === null;
  const linkTo = (parameters: Record<string, string>): Record<string, string> => {
    const next = new URLSearchParams(query);
    if (options.ignoreN) next.delete('n');
    for (const [name, value] of Object.entries({ page: 'full', ...parameters })) next.set(name, value);
    return { link: formatLink(url, origin, next, options.link) };
  };
  if (options.emptyPages && query.get('page') !== 'full' && rest.length > 0) {
    return { names: [], headers: linkTo({}), first };
  }
  const names = rest.slice(0, size);
  if (options.repeatPages) return { names, headers: linkTo({}), first };
  const end = names.at(-1);
  if (end === undefined || names.length === rest.length) return { names, headers: {}, first };
  return { names, headers: linkTo({ last: end, page: options.emptyPages ? 'next' : 'full' }), first };
}

/** A page as JSON under the names that `shape` gives. */
export function pageAnswer(page: Page | Answer, shape: (page: Page) => unknown): Answer {
  return 'status' in page ? page : jsonAnswer(200, shape(page), page.headers);
}

function formatLink(
  url: string,
  origin: string,
  query: URLSearchParams,
  form: PagingOptions['link'] = 'relative',
): string {
  const [path = ''] = url.split('?', 1);
  const start = { absolute: `${origin}${path}`, relative: path, query: '' }[form];
  return `<${start}?${query.toString()}>; rel="next"`;
}
