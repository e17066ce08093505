import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '@cip/runtime';

/** The built app. */
export interface AppBundle {
  readonly version: string;
  readonly content: Uint8Array;
}

/** Reads the bundle of an app and its version. Throws `UsageError` when it is not built. */
export async function readAppBundle(workspace: string, app: string): Promise<AppBundle> {
  const { version } = JSON.parse(
    await readFile(path.join(workspace, 'apps', app, 'package.json'), 'utf8'),
  ) as { readonly version: string };
  const file = path.join('dist/apps', app, 'main.js');
  try {
    return { version, content: await readFile(path.join(workspace, file)) };
  } catch (error) {
    throw new UsageError(`${file}: the bundle of ${app} is not there`, 'Run: npm run build', {
      cause: error,
    });
  }
}
