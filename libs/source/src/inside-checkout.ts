import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { findRepository, isWithin, type RepositoryPath } from './git/find-repository.js';
import { SourceError } from './source-error.js';

/**
 * The place of an existing path in its Git checkout, after links were followed; undefined outside of Git. Links must
 * stay in the checkout. Outside of Git, those of a path below the working directory must stay there, and those of a file
 * elsewhere in its own directory: whoever unpacked it may have unpacked them, too. Throws `SourceError` LEADS_OUT or
 * NESTED_REPOSITORY. `given` is the path for errors.
 */
export async function insideCheckout(
  absolute: string,
  given: string,
  { cwd, kind }: { readonly cwd: string; readonly kind: 'file' | 'directory' },
): Promise<RepositoryPath | undefined> {
  const found = await findRepository(absolute);
  const real = await realpath(absolute);
  const boundary = found?.repository.topLevel ?? boundaryOutside(absolute, cwd, kind);
  if (boundary !== undefined && !isWithin(real, await realpath(boundary)))
    throw leadsOut(given, path.relative(cwd, boundary) || '.');
  if (!found) return undefined;
  const relative = path.relative(await realpath(found.repository.topLevel), real);
  return { ...found, path: relative.split(path.sep).join('/') };
}

function boundaryOutside(absolute: string, cwd: string, kind: 'file' | 'directory'): string | undefined {
  if (isWithin(absolute, cwd)) return cwd;
  return kind === 'file' ? path.dirname(absolute) : undefined;
}

function leadsOut(given: string, boundary: string): SourceError {
  const remedy = 'Name what it leads to, or put a copy in its place.';
  return new SourceError('LEADS_OUT', given, `it is a link that leads out of ${boundary}`, remedy);
}
