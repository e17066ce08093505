const shown: ReadonlySet<string> = new Set([
  'n',
  'last',
  'digest',
  'mount',
  'from',
  'scope',
  'service',
  'artifactType',
]);

/** A URL for errors and logs: user, fragment and the values of unknown parameters (signatures, tokens, states) left out. */
export function redact(url: URL): string {
  const parameters = [...url.searchParams].map(([key, value]) =>
    shown.has(key) ? `${key}=${value}` : `${key}=***`,
  );
  const query = parameters.length > 0 ? `?${parameters.join('&')}` : '';
  return `${url.protocol}//${url.host}${url.pathname}${query}`;
}
