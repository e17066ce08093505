import { type Answer, nameUnknown } from './answer.js';
import { cutPage, pageAnswer, type PagingOptions } from './paging.js';
import type { RegistryRequest } from './request.js';
import type { Store } from './store.js';

/** `/v2/<name>/tags/list`: names only, sorted. */
export function serveTags(
  store: Store,
  request: RegistryRequest,
  origin: string,
  paging: PagingOptions = {},
): Answer {
  const stored = store.repositories.get(request.repository);
  if (!stored) return nameUnknown(request.repository);
  const page = cutPage([...stored.tags.keys()].sort(), request, origin, paging);
  return pageAnswer(page, ({ names }) => ({ name: request.repository, tags: names }));
}

/** `/v2/_catalog`: the repositories of the registry, sorted. */
export function serveCatalog(
  store: Store,
  request: RegistryRequest,
  origin: string,
  paging: PagingOptions = {},
): Answer {
  const page = cutPage([...store.repositories.keys()].sort(), request, origin, paging);
  return pageAnswer(page, ({ names }) => ({ repositories: names }));
}
