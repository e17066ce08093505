import { groupBy } from '@cip/oci';
import { readWritten } from '../canonical/read-written.js';
import type { WrittenEntry, WrittenMapping, WrittenNode } from '../canonical/written-node.js';
import type { ManifestKind } from '../manifest-schemas.js';
import type { AddedPromotion } from './promotion.js';
import { digestEdits, newDigestEdit } from './digest-edits.js';
import { newImageEdits } from './image-edits.js';
import type { TextEdit } from './text-edit.js';

/**
 * What to change in a sound file so that it promotes more, too. Undefined where one of the places is written in a way that
 * has no room for more: within brackets, as an alias, or with line breaks other than LF.
 */
export function addingEdits(
  text: string,
  kind: ManifestKind,
  added: readonly AddedPromotion[],
): TextEdit[] | undefined {
  if (text.includes('\r')) return undefined;
  const { root } = readWritten(text);
  const list = kind === 'images' ? root : valueOf(root, 'images');
  if (root && !list) return undefined;
  const blocks = new Map<string, WrittenMapping[]>();
  for (const block of list?.kind === 'list' ? list.items : []) {
    const name = valueOf(block, 'name');
    if (block.kind !== 'mapping' || name?.kind !== 'scalar') return undefined;
    blocks.set(name.text, [...(blocks.get(name.text) ?? []), block]);
  }
  const edits: TextEdit[] = [];
  const fresh: AddedPromotion[][] = [];
  for (const [image, promotions] of groupBy(merged(added), (one) => one.image)) {
    const found = blocks.get(image);
    if (!found) {
      fresh.push(promotions);
      continue;
    }
    const more = moreOf(text, found, promotions);
    if (!more) return undefined;
    edits.push(...more);
  }
  const newImages = fresh.length === 0 ? [] : newImageEdits(text, list, fresh);
  return newImages && [...edits, ...newImages];
}

/** Each digest of an image once. */
function merged(added: readonly AddedPromotion[]): AddedPromotion[] {
  const groups = groupBy(added, ({ image, digest }) => `${image}@${digest}`);
  return [...groups.values()].map((group) => {
    return { ...group[0], tags: [...new Set(group.flatMap(({ tags }) => tags))] };
  });
}

/** An image may have several blocks: what is new goes to the last one. */
function moreOf(
  text: string,
  blocks: readonly WrittenMapping[],
  promotions: readonly AddedPromotion[],
): TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  const fresh: AddedPromotion[] = [];
  for (const promotion of promotions) {
    const entries = blocks.flatMap((block) => digestsIn(block)).filter(isOf(promotion));
    if (entries.length === 0) {
      fresh.push(promotion);
      continue;
    }
    const more = digestEdits(text, entries, promotion.tags);
    if (!more) return undefined;
    edits.push(...more);
  }
  if (fresh.length === 0) return edits;
  const dmap = blocks.at(-1)?.entries.find(({ key }) => key.text === 'dmap');
  const edit = dmap && newDigestEdit(text, dmap, fresh);
  return edit && [...edits, edit];
}

function isOf({ digest }: AddedPromotion): (entry: WrittenEntry) => boolean {
  return ({ key }) => key.text === digest;
}

function digestsIn(block: WrittenMapping): readonly WrittenEntry[] {
  const dmap = valueOf(block, 'dmap');
  return dmap?.kind === 'mapping' ? dmap.entries : [];
}

function valueOf(node: WrittenNode | undefined, name: string): WrittenNode | undefined {
  return node?.kind === 'mapping' ? node.entries.find(({ key }) => key.text === name)?.value : undefined;
}
