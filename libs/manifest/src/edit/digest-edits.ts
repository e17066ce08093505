import { digestLine, tagTexts } from '../canonical/canonical-lines.js';
import type { WrittenEntry, WrittenList, WrittenNode } from '../canonical/written-node.js';
import { compareNatural } from './compare-natural.js';
import type { AddedPromotion } from './promotion.js';
import { beforeInLine, lineEnd, lineStart, type TextEdit } from './text-edit.js';

/** Gives tags to a digest that stands in an image once or several times. Undefined where its list has no room. */
export function digestEdits(
  text: string,
  entries: readonly WrittenEntry[],
  tags: readonly string[],
): TextEdit[] | undefined {
  const known = new Set(entries.flatMap(({ value }) => tagsOf(value)));
  const fresh = tags.filter((tag) => !known.has(tag));
  const [first] = entries;
  if (fresh.length === 0) return [];
  if (first?.value.kind !== 'list') return undefined;
  const edit = tagEdit(text, first.value, fresh);
  return edit && [edit];
}

/** Puts digests into an image that does not have them. */
export function newDigestEdit(
  text: string,
  { key, value }: WrittenEntry,
  added: readonly AddedPromotion[],
): TextEdit | undefined {
  if (value.kind !== 'mapping') return undefined;
  const [first] = value.entries;
  const last = value.entries.at(-1);
  const isInBrackets = text.startsWith('{', value.from);
  if (!first || !last) return isInBrackets ? firstDigests(text, { key, value }, added) : undefined;
  const indent = beforeInLine(text, first.key.from);
  if (isInBrackets || !/^ +$/.test(indent)) return undefined;
  const lines = added.map((one) => `\n${digestLine(one, indent.length)}`).join('');
  const at = descends(value.entries) ? lineEnd(text, key.to) : lineEnd(text, last.value.to);
  return { from: at, to: at, text: lines };
}

/** In place of `dmap: {}`; what follows in its line stays there. */
function firstDigests(
  text: string,
  { key, value }: WrittenEntry,
  added: readonly AddedPromotion[],
): TextEdit | undefined {
  const indent = key.from - lineStart(text, key.from) + 2;
  const end = lineEnd(text, value.to);
  if (text.slice(key.to, value.from).trim() !== ':' || text.slice(value.from, value.to) !== '{}')
    return undefined;
  const lines = added.map((one) => `\n${digestLine(one, indent)}`).join('');
  return { from: key.to, to: end, text: `:${text.slice(value.to, end)}${lines}` };
}

function tagEdit(text: string, list: WrittenList, tags: readonly string[]): TextEdit | undefined {
  const last = list.items.at(-1);
  if (text.startsWith('[', list.from)) {
    const at = last ? last.to : list.from + 1;
    const more = tagTexts(tags).join(', ');
    return { from: at, to: at, text: last ? `, ${more}` : more };
  }
  const before = last && beforeInLine(text, last.from);
  if (!last || before === undefined || !/^ *- +$/.test(before)) return undefined;
  const at = lineEnd(text, last.to);
  return {
    from: at,
    to: at,
    text: tagTexts(tags)
      .map((tag) => `\n${before}${tag}`)
      .join(''),
  };
}

/** Each version is older than the one above it. */
function descends(entries: readonly WrittenEntry[]): boolean {
  const versions = entries.map(({ value }) => tagsOf(value)[0]);
  return (
    versions.length > 1 &&
    versions.every((version, i) => {
      const above = versions[i - 1];
      return version !== undefined && (above === undefined ? i === 0 : compareNatural(above, version) > 0);
    })
  );
}

function tagsOf(value: WrittenNode): string[] {
  if (value.kind !== 'list') return [];
  return value.items.flatMap((item) => (item.kind === 'scalar' ? [item.text] : []));
}
