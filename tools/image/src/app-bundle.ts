import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '@cip/runtime';

/** The built app. */
export interface AppBundle {
  /** The file that is run. */
  readonly program: Uint8Array;
  /** The rest of it by file name, as it is loaded from `../lib/cip`. */
  readonly chunks: ReadonlyMap<string, Uint8Array>;
}

/** Reads the version of the apps and the bundle of one. Throws `UsageError` when it is not built. */
export async function readAppBundle(
  workspace: string,
  app: string,
): Promise<{ readonly version: string; readonly bundle: AppBundle }> {
  const { version } = JSON.parse(await readFile(path.join(workspace, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  const file = path.join('dist/apps', app, 'main.js');
  try {
    const program = await readFile(path.join(workspace, file));
    return {
      version,
      bundle: { program, chunks: await readChunks(path.join(workspace, 'dist/apps/lib/cip')) },
    };
  } catch (error) {
    throw new UsageError(`${file}: the bundle of ${app} is not there`, 'Run: npm run build', {
      cause: error,
    });
  }
}

/** Without source maps, which nobody loads in an image. */
async function readChunks(folder: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.js'));
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(path.join(folder, name))] as const)),
  );
}
