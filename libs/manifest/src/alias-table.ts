import { YamlError } from './yaml-error.js';
import type { YamlNode } from './yaml-node.js';

const mostAliases = 1_000;
const mostAliasedNodes = 10_000;

/**
 * The anchors of one document. An alias shares the node of its anchor; the nodes that all aliases together stand for
 * are counted, so that a file cannot mean more than it may hold.
 */
export class AliasTable {
  readonly #nodes = new Map<string, YamlNode>();
  #aliases = 0;
  #aliasedNodes = 0;

  set(anchor: string, node: YamlNode): void {
    this.#nodes.set(anchor, node);
  }

  /** Throws {@link YamlError} for an anchor that is unknown or still open, and beyond the bounds. */
  resolve(anchor: string, offset: number): YamlNode {
    const node = this.#nodes.get(anchor);
    if (!node) throw new YamlError(`the alias *${anchor} has no complete anchor before it`, offset);
    this.#aliasedNodes += countNodes(node, mostAliasedNodes - this.#aliasedNodes);
    if (++this.#aliases > mostAliases || this.#aliasedNodes > mostAliasedNodes) {
      throw new YamlError('it has too many aliases, or aliases of too much', offset);
    }
    return node;
  }
}

/** How many nodes there are in a tree; counting stops soon above the limit. */
function countNodes(node: YamlNode, limit: number): number {
  if (node.kind === 'scalar') return 1;
  let count = 1;
  const children = node.kind === 'list' ? node.items : node.entries;
  for (const child of children) {
    count += countNodes('value' in child ? child.value : child, limit - count);
    if (count > limit) break;
  }
  return count;
}
