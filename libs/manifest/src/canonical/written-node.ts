/** From where to where something is written: offsets into the file, the second one behind the end. */
export interface Extent {
  readonly from: number;
  readonly to: number;
}

/** A value as it stands in a file. What an alias stands for is written where the alias is. */
export type WrittenNode = WrittenScalar | WrittenList | WrittenMapping;

export interface WrittenScalar extends Extent {
  readonly kind: 'scalar';
  readonly text: string;
}

export interface WrittenList extends Extent {
  readonly kind: 'list';
  readonly items: readonly WrittenNode[];
}

export interface WrittenMapping extends Extent {
  readonly kind: 'mapping';
  readonly entries: readonly WrittenEntry[];
}

export interface WrittenEntry {
  readonly key: WrittenScalar;
  readonly value: WrittenNode;
}

/** The same value, written somewhere else. */
export function movedTo<T extends WrittenNode>(extent: Extent, node: T): T {
  const { from, to } = extent;
  if (node.kind === 'list')
    return { ...node, from, to, items: node.items.map((item) => movedTo(extent, item)) };
  if (node.kind === 'scalar') return { ...node, from, to };
  const entries = node.entries.map(({ key, value }) => ({
    key: movedTo(extent, key),
    value: movedTo(extent, value),
  }));
  return { ...node, from, to, entries };
}
