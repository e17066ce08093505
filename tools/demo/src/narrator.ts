const codes = { bold: 1, dim: 2, red: 31, green: 32, cyan: 36 } as const;

const width = 90;

/** Says to people what happens, in lines of at most 90 characters; what commands print is left as it is. */
export class Narrator {
  constructor(
    private readonly write: (text: string) => void,
    private readonly color: boolean,
  ) {}

  lines(lines: readonly string[]): void {
    for (const line of lines) this.write(line === '' ? '\n' : `${line}\n`);
  }

  heading(text: string): void {
    const rule = '─'.repeat(Math.max(2, width - text.length - 4));
    this.write(`${this.#paint(`── ${text} ${rule}`, 'bold')}\n\n`);
  }

  paragraph(text: string): void {
    this.lines(wrapped(text));
    this.write('\n');
  }

  /** A command as it can be typed in the checkout. */
  command(text: string): void {
    this.write(`  ${this.#paint(`$ ${text}`, 'cyan')}\n`);
  }

  /** What a command or a file says. */
  quote(text: string): void {
    for (const line of text.trimEnd().split('\n')) {
      this.write(`  ${this.#paint('│', 'dim')} ${line}`.trimEnd() + '\n');
    }
  }

  exit(code: number, meaning: string): void {
    const [first = '', ...rest] = wrapped(`exit code ${code}: ${meaning}`, width - 4);
    const emphasis = code === 0 ? 'green' : 'red';
    this.write(`  ${this.#paint(`→ ${first}`, emphasis)}\n`);
    for (const line of rest) this.write(`    ${this.#paint(line, emphasis)}\n`);
    this.write('\n');
  }

  table(title: string, rows: readonly (readonly string[])[]): void {
    const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
    this.write(`  ${this.#paint(title, 'bold')}\n`);
    for (const row of rows) {
      const cells = row.map((cell, i) => cell.padEnd(widths[i] ?? 0));
      this.write(`    ${cells.join('  ').trimEnd()}\n`);
    }
    this.write('\n');
  }

  #paint(text: string, emphasis: keyof typeof codes): string {
    return this.color ? `\u001b[${codes[emphasis]}m${text}\u001b[0m` : text;
  }
}

function wrapped(text: string, most = width): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > most) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}
