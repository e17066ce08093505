import path from 'node:path';

/**
 * Gives the path of a file, as reports show it, relative to a folder: how patterns of a configuration in that folder mean
 * it, wherever the working directory is.
 */
export function pathsBelow(folder: string): (file: string) => string {
  const root = path.resolve(folder);
  return (file) => path.relative(root, path.resolve(file)).split(path.sep).join('/');
}
