/**
 * The beginning of a text, as a text of its own: what `slice` gives holds on to all that it was cut from, so that a few
 * words that are remembered would keep megabytes.
 */
export function excerptOf(text: string, most: number): string {
  return new TextDecoder().decode(new TextEncoder().encode(text.slice(0, most)));
}
