/** What has a length and can be read again and again, as arrays can. A plan of a million steps need not be in memory. */
export interface List<T> extends Iterable<T> {
  readonly length: number;
}

/** A list whose entries are made each time it is read. `make` must give the same `length` entries each time. */
export class LazyList<T> implements List<T> {
  constructor(
    readonly length: number,
    private readonly make: () => Iterable<T>,
  ) {}

  [Symbol.iterator](): Iterator<T> {
    return this.make()[Symbol.iterator]();
  }
}

/** One list after the other. */
export function concatenated<T>(lists: readonly List<T>[]): List<T> {
  const length = lists.reduce((sum, list) => sum + list.length, 0);
  return new LazyList(length, function* () {
    for (const list of lists) yield* list;
  });
}
