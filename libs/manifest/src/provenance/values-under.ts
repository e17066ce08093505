import { entryOf, itemsOf, textUnder, type YamlNode } from '../yaml-node.js';
import type { BuildLevel } from './provenance-policy.js';

/** The level under a key of a mapping. */
export function levelUnder(node: YamlNode, key: string): BuildLevel | undefined {
  const level = Number(textUnder(node, key));
  return level === 1 || level === 2 || level === 3 ? level : undefined;
}

/** The texts of the list under a key of a mapping. */
export function textsUnder(node: YamlNode, key: string): string[] {
  return itemsUnder(node, key).map(textOf);
}

/** The items of the list under a key of a mapping; none where there is no list. */
export function itemsUnder(node: YamlNode, key: string): readonly YamlNode[] {
  return itemsOf(entryOf(node, key)?.value);
}

/** Empty for what is no text. */
export function textOf(node: YamlNode): string {
  return node.kind === 'scalar' ? node.text : '';
}
