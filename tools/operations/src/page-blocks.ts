/** A block of commands in a page, and the exit code that its last one ends with. */
export interface CommandBlock {
  readonly text: string;
  readonly exitCode: number;
}

/** The blocks of commands in a page: those without a language. A comment before one names an exit code other than 0. */
export function readBlocks(page: string): CommandBlock[] {
  const blocks = page.matchAll(/(?:^<!-- exit code: (\d+) -->\n+)?^```\n(.*?)^```$/gms);
  return [...blocks].map(([, code = '0', text = '']) => ({ text, exitCode: Number(code) }));
}
