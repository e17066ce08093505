import { entryOf, itemsOf, type YamlNode } from '@cip/manifest';

/** Takes a mistake in a configuration, at a node. */
export type Complain = (node: YamlNode, message: string, remedy: string) => void;

/** The value of a key in a mapping; undefined in what is none. */
export function valueAt(node: YamlNode, key: string): YamlNode | undefined {
  return entryOf(node, key)?.value;
}

/** The items of a list in a mapping. */
export function itemsUnder(root: YamlNode, key: string): readonly YamlNode[] {
  return itemsOf(valueAt(root, key));
}

/** The scalars among some nodes, with their texts. */
export function textsIn(nodes: readonly (YamlNode | undefined)[]): [text: string, node: YamlNode][] {
  return nodes.flatMap((node) => (node?.kind === 'scalar' ? [[node.text, node]] : []));
}
