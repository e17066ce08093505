/** The URL that a header names, absolute or relative to `base`; undefined when absent or no URL. */
export function parseUrl(text: string | undefined, base?: URL): URL | undefined {
  return text !== undefined && URL.canParse(text, base?.href) ? new URL(text, base) : undefined;
}
