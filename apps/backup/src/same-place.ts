import { realpathSync } from 'node:fs';
import path from 'node:path';
import { directoryOf } from './layout-directory.js';

/**
 * One name for each place, whatever it was called: loopback hosts are one host, and a directory is what its path leads to. Other
 * names of one host are not known here.
 */
export function placeOf(name: string): string {
  const directory = directoryOf(name);
  if (directory !== undefined) return `oci:${realPath(path.resolve(directory))}`;
  const slash = name.indexOf('/');
  return `${hostOf(name.slice(0, slash))}${name.slice(slash)}`;
}

function hostOf(host: string): string {
  const [, address = host, port = ''] = /^(.*?)(:\d+)?$/.exec(host) ?? [];
  const isLoopback = address === 'localhost' || address === '[::1]' || /^127(\.\d+){3}$/.test(address);
  return `${isLoopback ? 'localhost' : address}${port}`;
}

/** Of a directory that may not be there yet: of what is there of its path. */
function realPath(directory: string): string {
  try {
    return realpathSync(directory);
  } catch {
    const above = path.dirname(directory);
    return above === directory ? directory : path.join(realPath(above), path.basename(directory));
  }
}
