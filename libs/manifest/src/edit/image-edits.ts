import { digestLine } from '../canonical/canonical-lines.js';
import { scalarText } from '../canonical/scalar-text.js';
import type { WrittenNode } from '../canonical/written-node.js';
import type { AddedPromotion } from './promotion.js';
import { beforeInLine, lineEnd, lineStart, type TextEdit } from './text-edit.js';

/** Puts images into a list that does not have them, or into a file without content; all digests of one image come together. */
export function newImageEdits(
  text: string,
  list: WrittenNode | undefined,
  added: readonly (readonly AddedPromotion[])[],
): TextEdit[] | undefined {
  const images = added.toSorted(([a], [b]) => ((a?.image ?? '') < (b?.image ?? '') ? -1 : 1));
  if (!list) return [atEnd(text, images)];
  if (list.kind !== 'list') return undefined;
  const [first] = list.items;
  const last = list.items.at(-1);
  if (!first || !last) return firstImages(text, list, images);
  const before = beforeInLine(text, first.from);
  if (!/^ *- +$/.test(before)) return undefined;
  const indent = before.indexOf('-');
  const names = list.items.map(nameOf);
  const isSorted = names.length > 1 && names.every((name, i) => i === 0 || (names[i - 1] ?? '') < name);
  return images.map((image) => {
    const name = image[0]?.image ?? '';
    const above = isSorted ? list.items.findLast((item) => nameOf(item) < name) : last;
    if (!above) return beforeFirst(text, first.from, blockText(image, indent));
    const at = lineEnd(text, above.to);
    return { from: at, to: at, text: `\n${blockText(image, indent)}` };
  });
}

/** Below everything, comments too. */
function atEnd(text: string, images: readonly (readonly AddedPromotion[])[]): TextEdit {
  const lineBreak = text === '' || text.endsWith('\n') ? '' : '\n';
  const blocks = images.map((image) => `${blockText(image, 0)}\n`).join('');
  return { from: text.length, to: text.length, text: lineBreak + blocks };
}

/** In place of `[]`. */
function firstImages(
  text: string,
  { from, to }: WrittenNode,
  images: readonly (readonly AddedPromotion[])[],
): TextEdit[] | undefined {
  if (text.slice(from, to) !== '[]') return undefined;
  const before = beforeInLine(text, from);
  const after = text.slice(to, lineEnd(text, to));
  const blocks = images.map((image) => blockText(image, 0)).join('\n');
  if (before === '' && after.trim() === '') return [{ from, to: to + after.length, text: blocks }];
  const key = /^(.*:) +$/.exec(before)?.[1];
  if (key === undefined) return undefined;
  return [
    {
      from: from - before.length,
      to: to + after.length,
      text: `${key}${after.trimEnd()}\n${blocks}`,
    },
  ];
}

/** Comments right above the first image belong to it, unless the file begins with them. */
function beforeFirst(text: string, first: number, block: string): TextEdit {
  let at = lineStart(text, first);
  for (let line = at; line > 0;) {
    line = lineStart(text, line - 1);
    const content = text.slice(line, lineEnd(text, line)).trim();
    if (!content.startsWith('#')) break;
    if (line === 0) at = lineStart(text, first);
    else at = line;
  }
  return { from: at, to: at, text: `${block}\n` };
}

function blockText(promotions: readonly AddedPromotion[], indent: number): string {
  const [first] = promotions;
  const margin = ' '.repeat(indent);
  const lines = promotions.map((one) => digestLine(one, indent + 4));
  return [`${margin}- name: ${scalarText(first?.image ?? '')}`, `${margin}  dmap:`, ...lines].join('\n');
}

function nameOf(block: WrittenNode): string {
  if (block.kind !== 'mapping') return '';
  const name = block.entries.find(({ key }) => key.text === 'name')?.value;
  return name?.kind === 'scalar' ? name.text : '';
}
