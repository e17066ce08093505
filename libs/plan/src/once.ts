import { compareTexts } from '@cip/manifest';

/** Values by the names of what they are about: one for the same names, the first; given back sorted by them. */
export class Once<T> {
  readonly #entries = new Map<string, { readonly names: readonly string[]; readonly value: T }>();

  add(names: readonly string[], value: T): void {
    const key = names.join('\n');
    if (!this.#entries.has(key)) this.#entries.set(key, { names, value });
  }

  sorted(): T[] {
    return [...this.#entries.values()]
      .sort((a, b) => compareNames(a.names, b.names))
      .map(({ value }) => value);
  }
}

function compareNames(a: readonly string[], b: readonly string[]): number {
  for (const [i, name] of a.entries()) {
    const order = compareTexts(name, b[i] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}
