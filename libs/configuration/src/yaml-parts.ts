import { entryOf, itemsOf, type YamlNode } from '@cip/manifest';

/** Takes a mistake in a configuration, at a node or at the key of an entry. */
export type Complain = (at: Pick<YamlNode, 'offset'>, message: string, remedy: string) => void;

/** The value of a key in a mapping; undefined in what is none. */
export function valueAt(node: YamlNode, key: string): YamlNode | undefined {
  return entryOf(node, key)?.value;
}

/** The items of a list in a mapping. */
export function itemsUnder(root: YamlNode, key: string): readonly YamlNode[] {
  return itemsOf(valueAt(root, key));
}

/** The entries of a mapping in a mapping. */
export function entriesUnder(
  root: YamlNode,
  key: string,
): readonly { readonly key: string; readonly offset: number; readonly value: YamlNode }[] {
  const node = valueAt(root, key);
  return node?.kind === 'mapping' ? node.entries : [];
}

/** The scalars among some nodes, with their texts. */
export function textsIn(nodes: readonly (YamlNode | undefined)[]): [text: string, node: YamlNode][] {
  return nodes.flatMap((node) => (node?.kind === 'scalar' ? [[node.text, node]] : []));
}
