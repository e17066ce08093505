import { digestForm, type LineForm, lineForms, needlessQuotes, tagInLines } from './line-forms.js';

/** Lines that are not canonical: how many, and the offset of the first one. None: `lines` is 0. */
export interface Deviations {
  readonly first: number;
  readonly lines: number;
}

/**
 * Looks for lines that are not canonical without reading the YAML, which takes a small part of the time. Only for files
 * without mistakes. Undefined where a line cannot be judged by itself.
 */
export function scanLines(text: string): Deviations | undefined {
  const scanner = new LineScanner(text);
  while (scanner.at < text.length) if (!scanner.readLine()) return undefined;
  return scanner.finish();
}

class LineScanner {
  at = 0;
  #first = Infinity;
  #lines = 0;
  #previous: LineForm | undefined;
  /** The comments since the last entry, by where they stand: they are to be indented as the next entry is. */
  #comments: { at: number; indent: number }[] = [];
  #isAfterBlank = true;
  /** A blank line that is right if something follows it. */
  #blankAt: number | undefined;

  constructor(private readonly text: string) {}

  /** False where only the whole file tells. */
  readLine(): boolean {
    for (const form of lineForms) {
      form.canonical.lastIndex = this.at;
      if (!form.canonical.test(this.text)) continue;
      return this.#entry(form, form.canonical.lastIndex);
    }
    return this.#otherLine();
  }

  finish(): Deviations {
    this.#settleComments(0);
    if (this.#blankAt !== undefined) this.#deviates(this.#blankAt);
    return { first: this.#first, lines: this.#lines };
  }

  #entry(form: LineForm, next: number): boolean {
    if (form.after && form.after !== this.#previous) return false;
    if (form.first && this.#previous) return false;
    if (this.#comments.length > 0) this.#settleComments(form.indent);
    this.#previous = form;
    this.#isAfterBlank = false;
    this.#blankAt = undefined;
    this.at = next;
    return true;
  }

  #otherLine(): boolean {
    const end = this.text.indexOf('\n', this.at);
    const isLast = end < 0;
    const line = this.text.slice(this.at, isLast ? this.text.length : end);
    const next = isLast ? this.text.length : end + 1;
    const content = line.trimEnd();
    const isClean = !isLast && content === line;
    if (content === '') return this.#blank(isClean, next);
    const indent = content.length - content.trimStart().length;
    if (content.startsWith('#', indent)) return this.#comment(indent, isClean, next);
    return this.#spelling(content, indent, isClean, next);
  }

  #blank(isClean: boolean, next: number): boolean {
    if (!isClean || this.#isAfterBlank) this.#deviates(this.at);
    else this.#blankAt = this.at;
    this.#isAfterBlank = true;
    this.at = next;
    return true;
  }

  #comment(indent: number, isClean: boolean, next: number): boolean {
    if (isClean) this.#comments.push({ at: this.at, indent });
    else this.#deviates(this.at);
    this.#isAfterBlank = false;
    this.#blankAt = undefined;
    this.at = next;
    return true;
  }

  #spelling(content: string, indent: number, isClean: boolean, next: number): boolean {
    if (tagInLines.test(content) && this.#previous === digestForm) {
      this.#deviates(this.at);
      this.at = next;
      return this.#comments.length === 0;
    }
    const form = lineForms.find(({ spelling }) => spelling.test(content));
    if (!form) return false;
    const isOtherwise =
      !isClean || indent !== form.indent || form === digestForm || needlessQuotes.test(content);
    if (!isOtherwise) return false;
    this.#deviates(this.at);
    return this.#entry(form, next);
  }

  #settleComments(indent: number): void {
    for (const comment of this.#comments) if (comment.indent !== indent) this.#deviates(comment.at);
    this.#comments = [];
  }

  #deviates(at: number): void {
    this.#first = Math.min(this.#first, at);
    this.#lines++;
  }
}
