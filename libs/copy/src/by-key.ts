/** A map that makes what it lacks. */
export class ByKey<V> {
  readonly #values = new Map<string, V>();

  constructor(private readonly make: (key: string) => V) {}

  get(key: string): V {
    const value = this.#values.get(key) ?? this.make(key);
    this.#values.set(key, value);
    return value;
  }

  forget(key: string): void {
    this.#values.delete(key);
  }
}
