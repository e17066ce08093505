import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder, refuseLinks, UsageError } from '@cip/runtime';

/**
 * Makes sure, before anything is begun, that files can be written to the folder of Prow, and that they land there.
 * `files` are their paths. Throws `UsageError`.
 */
export async function prepareArtifacts(folder: string, files: readonly string[]): Promise<void> {
  const what = `$ARTIFACTS (${folder})`;
  for (const one of [folder, ...files]) await refuseLinks(one, what);
  const refuse = unwritable(what);
  await makeFolder(folder).catch(refuse);
  await access(folder, constants.W_OK).catch(refuse);
}

/** The same for one file, which a flag names. */
export async function prepareFile(file: string, option: string): Promise<void> {
  const what = `${option} (${file})`;
  await refuseLinks(file, what);
  await access(path.dirname(file), constants.W_OK).catch(unwritable(what));
}

function unwritable(what: string): (cause: unknown) => never {
  return (cause) => {
    const remedy = 'Name a folder that exists and may be written to.';
    throw new UsageError(`${what}: nothing can be written there, so nothing was begun`, remedy, { cause });
  };
}
