/** Addresses of repositories, alone or in a text, for people: without password or token. */
export function redacted(text: string): string {
  // Not through URL: git takes addresses that it does not.
  return text.replace(/([a-z+]+:\/\/)[^/@\s]*@/gi, '$1');
}
