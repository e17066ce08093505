/** The blocks of commands in a page: those without a language. */
export function commandBlocks(page: string): string[] {
  return [...page.matchAll(/^```\n(.*?)^```$/gms)].map(([, block = '']) => block);
}
