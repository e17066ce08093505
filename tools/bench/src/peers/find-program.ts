import { access } from 'node:fs/promises';
import { constants } from 'node:fs';
import path from 'node:path';

/** The file of a program: `given`, or the first on the PATH. Undefined when there is none that may be run. */
export async function findProgram(
  name: string,
  given: string | undefined,
  searchPath = process.env['PATH'] ?? '',
): Promise<string | undefined> {
  const folders = searchPath.split(path.delimiter).filter((folder) => folder !== '');
  const files =
    given === undefined ? folders.map((folder) => path.join(folder, name)) : [path.resolve(given)];
  for (const file of files) if (await isExecutable(file)) return file;
  return undefined;
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
