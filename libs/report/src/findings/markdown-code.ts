/** Code, in which nothing is a link or a mention; characters that could end it or the cell become references. */
export function code(text: string): string {
  if (text === '') return '';
  if (/^[\w./:@+,(), …-]+$/.test(text)) return `\`${text}\``;
  return `<code>${text.replaceAll(/[^\w./:+,() -]/gu, (char) => `&#${char.codePointAt(0) ?? 0};`)}</code>`;
}
