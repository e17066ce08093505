/** A path below the address of a service, which may end with a slash or not. */
export function under(base: string, path: string): URL {
  return new URL(`${base.replace(/\/+$/, '')}/${path}`);
}
