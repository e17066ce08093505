import { printable } from '@cip/oci';

/** A YAML file as a tree. All scalars are texts, whatever they look like; offsets are UTF-16 offsets into the file. */
export type YamlNode = ScalarNode | ListNode | MappingNode;

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly text: string;
  readonly offset: number;
  /** Nothing, `~` or `null` without quotes: as the value of a key it is no value. */
  readonly isNull?: true;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: YamlNode[];
  readonly offset: number;
}

/** `entries` stand in the order of the file; a key that is written twice is there twice. */
export interface MappingNode {
  readonly kind: 'mapping';
  readonly entries: MappingEntry[];
  readonly offset: number;
}

export interface MappingEntry {
  readonly key: string;
  readonly offset: number;
  readonly value: YamlNode;
}

const indexes = new WeakMap<MappingNode, ReadonlyMap<string, MappingEntry>>();

/** The entry of a key, or the last of several; undefined also for a node that is no mapping. */
export function entryOf(node: YamlNode | undefined, key: string): MappingEntry | undefined {
  if (node?.kind !== 'mapping') return undefined;
  if (node.entries.length <= 8) return node.entries.findLast((entry) => entry.key === key);
  let index = indexes.get(node);
  if (!index) {
    index = new Map(node.entries.map((entry) => [entry.key, entry]));
    indexes.set(node, index);
  }
  return index.get(key);
}

const nullTexts: ReadonlySet<string> = new Set(['', '~', 'null', 'Null', 'NULL']);

/** A scalar as it is written without quotes. */
export function plainScalar(text: string, offset: number): ScalarNode {
  return { kind: 'scalar', text, offset, ...(nullTexts.has(text) && { isNull: true }) };
}

/** The text under a key; undefined where there is none. */
export function textUnder(node: YamlNode | undefined, key: string): string | undefined {
  const value = entryOf(node, key)?.value;
  return value?.kind === 'scalar' && !value.isNull ? value.text : undefined;
}

/** The items of a list; none for any other node. */
export function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.kind === 'list' ? node.items : [];
}

/** How many values there are in a node, with itself and the keys; what several aliases share counts for each of them. */
export function countNodes(node: YamlNode): number {
  let count = 1;
  if (node.kind === 'list') for (const item of node.items) count += countNodes(item);
  else if (node.kind === 'mapping') for (const { value } of node.entries) count += 1 + countNodes(value);
  return count;
}

/** What a node is, for messages. */
export function describeNode(node: YamlNode): string {
  if (node.kind !== 'scalar') return `a ${node.kind}`;
  return node.text === '' ? 'empty' : `the text ${shortText(node.text)}`;
}

/** A text in quotes, printable, and cut where it is long. */
export function shortText(text: string): string {
  return printable(JSON.stringify(text.length > 100 ? `${text.slice(0, 97)}...` : text));
}
