import { limits } from './limits.js';
import type { MappingEntry, YamlNode } from './yaml-node.js';

/** A key that stands twice in one mapping, and where: `path` leads to the key. */
export interface DuplicateKey {
  readonly path: readonly string[];
  readonly first: MappingEntry;
  readonly repetition: MappingEntry;
}

/** The plain value of a node, for validators: null for a key without a value; of entries with the same key the last, the others go to `duplicates`, as many as
 * `limits` has. */
export function plainValue(root: YamlNode, duplicates: DuplicateKey[]): unknown {
  const path: string[] = [];
  const plain = (node: YamlNode): unknown => {
    if (node.kind === 'scalar') return node.text;
    return node.kind === 'list' ? node.items.map(plainItem) : plainMapping(node.entries);
  };
  const plainAt = (step: string, node: YamlNode): unknown => {
    path.push(step);
    const value = plain(node);
    path.pop();
    return value;
  };
  const plainItem = (item: YamlNode, index: number): unknown =>
    item.kind === 'scalar' ? item.text : plainAt(`${index}`, item);
  const plainMapping = (entries: readonly MappingEntry[]): Record<string, unknown> => {
    const object = Object.create(null) as Record<string, unknown>;
    let firsts: ReadonlyMap<string, MappingEntry> | undefined;
    for (const entry of entries) {
      const { key, value } = entry;
      if (key in object && duplicates.length < limits.faults) {
        firsts ??= firstByKey(entries);
        duplicates.push({ path: [...path, key], first: firsts.get(key) ?? entry, repetition: entry });
      }
      object[key] = value.kind === 'scalar' && value.isNull ? null : plainAt(key, value);
    }
    return object;
  };
  return plain(root);
}

function firstByKey(entries: readonly MappingEntry[]): ReadonlyMap<string, MappingEntry> {
  return new Map(entries.toReversed().map((entry) => [entry.key, entry]));
}
