import { type CallOptions, isRepositoryPath, parseJsonObject } from '@cip/oci';
import type { RepositoryContext } from './context.js';
import type { Answer } from './answer.js';
import { pages } from './pages.js';

/**
 * The names of all repositories on a host (`GET /v2/_catalog`, which the distribution registry has and the
 * specification leaves out). Rejects with `RegistryError` where they cannot be had: `NOT_FOUND`, `UNAUTHORIZED` and the
 * like where the registry keeps them to itself. The context may be that of any repository.
 */
export async function readCatalog(
  context: RepositoryContext,
  { signal }: CallOptions = {},
): Promise<readonly string[]> {
  const names = new Set<string>();
  const at = new URL('/v2/_catalog?n=1000', context.origin);
  const read = (answer: Answer): Promise<readonly string[]> => readPage(answer, context, names.size);
  for await (const page of pages(context, { kind: 'catalog', at, signal, read })) {
    for (const name of page) names.add(name);
  }
  return [...names];
}

async function readPage(
  answer: Answer,
  { limits }: RepositoryContext,
  size: number,
): Promise<readonly string[]> {
  if (answer.status !== 200) throw await answer.failure();
  const names = parseJsonObject(await answer.bytes(limits.pageBytes))?.['repositories'];
  if (!Array.isArray(names)) throw answer.invalid('the body is not a list of repositories');
  if (size + names.length > limits.entries) throw answer.tooMany(limits.entries, 'entries');
  return names.filter((name) => typeof name === 'string' && isRepositoryPath(name)) as string[];
}
