import { type CallOptions, isRepositoryPath } from '@cip/oci';
import type { RepositoryContext } from './context.js';
import type { Answer } from './answer.js';
import { RegistryError, type RegistryErrorCode } from './errors.js';
import { parseJsonObject } from './json.js';
import { pages } from './pages.js';

/** What a registry answers that has no catalog, keeps it to itself, or holds more than anybody should ask for. */
const withoutCatalog: ReadonlySet<RegistryErrorCode> = new Set([
  'UNAUTHORIZED',
  'DENIED',
  'NOT_FOUND',
  'REFUSED',
  'INVALID_ANSWER',
  'TOO_LARGE',
]);

/**
 * The names of all repositories on a host (`GET /v2/_catalog`, which the distribution registry has and the
 * specification leaves out). Undefined where they cannot be had. The context may be that of any repository.
 */
export async function readCatalog(
  context: RepositoryContext,
  { signal }: CallOptions = {},
): Promise<readonly string[] | undefined> {
  const names = new Set<string>();
  const at = new URL('/v2/_catalog?n=1000', context.origin);
  const read = (answer: Answer): Promise<readonly string[] | undefined> =>
    readPage(answer, context, names.size);
  try {
    let known = false;
    for await (const page of pages(context, { kind: 'catalog', at, signal, read })) {
      known = true;
      for (const name of page) names.add(name);
    }
    return known ? [...names] : undefined;
  } catch (error) {
    if (error instanceof RegistryError && withoutCatalog.has(error.code)) return undefined;
    throw error;
  }
}

async function readPage(
  answer: Answer,
  { limits }: RepositoryContext,
  size: number,
): Promise<readonly string[] | undefined> {
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw await answer.failure();
  const names = parseJsonObject(await answer.bytes(limits.pageBytes))?.['repositories'];
  if (!Array.isArray(names)) throw answer.invalid('the body is no list of repositories');
  if (size + names.length > limits.entries) throw answer.tooLarge(limits.entries);
  return names.filter((name) => typeof name === 'string' && isRepositoryPath(name)) as string[];
}
