const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const;

/** How a text is set off. */
export type Emphasis = keyof typeof codes;
export type Paint = (text: string, emphasis: Emphasis) => string;

/** Sets texts off with ANSI codes, or leaves them as they are. */
export function painter(color: boolean): Paint {
  if (!color) return (text) => text;
  return (text, emphasis) => (text === '' ? '' : `\u001b[${codes[emphasis]}m${text}\u001b[0m`);
}
