import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { gitTopLevel } from '@cip/source';

/** Turns a report's `file` into a path from the Git top level of a directory, with `/`; outside of Git it stays. */
export async function pathFromTop(directory: string): Promise<(file: string) => string> {
  const top = await gitTopLevel(path.resolve(directory));
  if (top === undefined) return (file) => file;
  const cwd = await realpath(process.cwd());
  return (file) => path.relative(top, path.resolve(cwd, file)).split(path.sep).join('/');
}
