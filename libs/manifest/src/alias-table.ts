import { limits } from './limits.js';
import { YamlError } from './yaml-error.js';
import type { YamlNode } from './yaml-node.js';

/**
 * The anchors of one document. An alias shares the node of its anchor; the nodes and the text that all aliases together
 * stand for are counted, so that a file cannot mean more than it may hold.
 */
export class AliasTable {
  readonly #nodes = new Map<string, YamlNode>();
  #aliases = 0;
  readonly #aliased: Amount = { values: 0, text: 0 };

  set(anchor: string, node: YamlNode): void {
    this.#nodes.set(anchor, node);
  }

  /** Throws {@link YamlError} for an anchor that is unknown or still open, and beyond the bounds. */
  resolve(anchor: string, offset: number): YamlNode {
    const node = this.#nodes.get(anchor);
    if (!node) throw new YamlError(`the alias *${anchor} has no complete anchor before it`, offset);
    if (++this.#aliases > limits.aliases || !addTo(this.#aliased, node)) {
      throw new YamlError('it has too many aliases, or aliases of too much', offset);
    }
    return node;
  }
}

interface Amount {
  values: number;
  text: number;
}

/** Counts what there is in a node. False, soon, once that is more than there may be. */
function addTo(amount: Amount, node: YamlNode): boolean {
  amount.values++;
  if (node.kind === 'scalar') amount.text += node.text.length;
  if (amount.values > limits.aliasedValues || amount.text > limits.aliasedText) return false;
  if (node.kind === 'scalar') return true;
  if (node.kind === 'list') return node.items.every((item) => addTo(amount, item));
  return node.entries.every(({ key, value }) => {
    amount.text += key.length;
    return addTo(amount, value);
  });
}
