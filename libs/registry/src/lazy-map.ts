import type { Spans } from './spans.js';

/** A map whose keys become texts when they are asked for, and its values with them. */
export class LazyMap<K extends string, V> implements ReadonlyMap<K, V> {
  #all: ReadonlyMap<K, V> | undefined;

  constructor(
    private readonly texts: Spans,
    private readonly valueAt: (position: number) => V,
  ) {}

  get size(): number {
    return this.texts.size;
  }

  has(key: K): boolean {
    return this.texts.find(key) >= 0;
  }

  get(key: K): V | undefined {
    const position = this.texts.find(key);
    return position < 0 ? undefined : this.valueAt(position);
  }

  keys(): MapIterator<K> {
    return this.#read().keys();
  }

  values(): MapIterator<V> {
    return this.#read().values();
  }

  entries(): MapIterator<[K, V]> {
    return this.#read().entries();
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }

  forEach(callback: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this) callback(value, key, this);
  }

  #read(): ReadonlyMap<K, V> {
    if (this.#all) return this.#all;
    const all = new Map<K, V>();
    for (let position = 0; position < this.size; position++) {
      all.set(this.texts.at(position) as K, this.valueAt(position));
    }
    return (this.#all = all);
  }
}
