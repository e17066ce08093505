const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission was denied',
  EPERM: 'permission was denied',
  ENOENT: 'it is not there any more',
  ENOTDIR: 'a part of its path is no directory',
  ELOOP: 'it is a link that leads back to itself',
  EISDIR: 'it is a directory',
  ENXIO: 'it is not a regular file',
};

/** The code of a system error, such as `ENOENT`. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Half a sentence for a system error. */
export function systemReason(error: unknown): string {
  const code = systemCode(error);
  return (code && reasons[code]) ?? code ?? String(error);
}
