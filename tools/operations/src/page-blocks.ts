/** A block of commands in a page, and the exit code that its last one ends with. */
export interface CommandBlock {
  readonly text: string;
  readonly exitCode: number;
  /** What the page shows of its output: the blocks of text that follow it, up to the next commands. */
  readonly shown: readonly string[];
}

/** The blocks of commands in a page: those without a language. A comment before one names an exit code other than 0. */
export function readBlocks(page: string): CommandBlock[] {
  const blocks: (CommandBlock & { readonly shown: string[] })[] = [];
  const found = page.matchAll(/(?:^<!-- exit code: (\d+) -->\n+)?^```(text)?\n(.*?)^```$/gms);
  for (const [, code = '0', language, text = ''] of found) {
    if (language === undefined) blocks.push({ text, exitCode: Number(code), shown: [] });
    else blocks.at(-1)?.shown.push(text);
  }
  return blocks;
}
