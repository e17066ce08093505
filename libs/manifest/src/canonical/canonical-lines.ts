import type { ManifestKind } from '../manifest-schemas.js';
import { yamlBooleans } from '../manifest-schemas.js';
import { inlineText, quotedText, scalarText } from './scalar-text.js';
import type { Extent, WrittenEntry, WrittenNode } from './written-node.js';

/** One line of a file in canonical form, without comments; its extent is what it stands for in the file as written. */
export interface Line extends Extent {
  /** With its indentation. Absent: what it stands for is left out. */
  readonly text?: string;
  /** How far it, and the comments above it, are indented. */
  readonly indent: number;
  /** Where keys change places, what stands above the first of them goes above this line. */
  carrier?: Line;
}

/** The keys of blocks, in their order. */
const blockKeys = ['name', 'src', 'service-account', 'dmap'];
const falseTexts: ReadonlySet<string> = new Set(yamlBooleans.false);

/** The lines of a sound file, in canonical order. Nothing but keys of the same mapping ever changes places. */
export function canonicalLines(root: WrittenNode, kind: ManifestKind): Line[] {
  if (root.kind === 'list' && kind === 'images')
    return root.items.length > 0 ? blocks(root) : [emptyList(root)];
  if (root.kind !== 'mapping') return [];
  const sections = root.entries.toSorted((a, b) => rankOfSection(a) - rankOfSection(b));
  return carried(sections.flatMap(section));
}

const sectionOrder = ['registries', 'provenance'];

function rankOfSection({ key }: WrittenEntry): number {
  const rank = sectionOrder.indexOf(key.text);
  return rank < 0 ? sectionOrder.length : rank;
}

function emptyList({ from, to }: Extent): Line {
  return { text: '[]', indent: 0, from, to };
}

function section({ key, value }: WrittenEntry): Line[] {
  if (key.text === 'provenance') return blockEntry({ key, value }, 0);
  if (key.text === 'imagesPath' || value.kind !== 'list' || value.items.length === 0) {
    const text = `${key.text}: ${inlineText(value)}`;
    return [{ text, indent: 0, from: key.from, to: value.to }];
  }
  return [{ text: `${key.text}:`, indent: 0, from: key.from, to: key.to }, ...blocks(value)];
}

/** Any key with its value, a line for each text in it. */
function blockEntry({ key, value }: WrittenEntry, indent: number): Line[] {
  const start = `${' '.repeat(indent)}${scalarText(key.text)}:`;
  const below = blockValue(value, indent);
  if (below.length > 0) return [{ text: start, indent, from: key.from, to: key.to }, ...below];
  const written = value.kind === 'scalar' && value.from === value.to ? '' : ` ${inlineText(value)}`;
  return [{ text: start + written, indent, from: key.from, to: value.to }];
}

/** None for what stands on the line of its key. */
function blockValue(value: WrittenNode, indent: number): Line[] {
  if (value.kind === 'mapping') return value.entries.flatMap((entry) => blockEntry(entry, indent + 2));
  return value.kind === 'list' ? value.items.flatMap((item) => blockItem(item, indent)) : [];
}

function blockItem(item: WrittenNode, indent: number): Line[] {
  const dash = `${' '.repeat(indent)}- `;
  if (item.kind === 'mapping' && item.entries.length > 0) {
    const [first, ...rest] = item.entries.flatMap((entry) => blockEntry(entry, indent + 2));
    return first ? [{ ...first, text: dash + (first.text ?? '').trimStart(), indent }, ...rest] : [];
  }
  return [{ text: dash + inlineText(item), indent, from: item.from, to: item.to }];
}

function blocks(list: WrittenNode): Line[] {
  return list.kind === 'list' ? list.items.flatMap(block) : [];
}

function block(node: WrittenNode): Line[] {
  if (node.kind !== 'mapping') return [];
  const fields = node.entries.toSorted(
    (a, b) => blockKeys.indexOf(a.key.text) - blockKeys.indexOf(b.key.text),
  );
  const [first, ...rest] = fields.flatMap(field);
  return first
    ? carried([{ ...first, text: `- ${(first.text ?? '').trimStart()}`, indent: 0 }, ...rest])
    : [];
}

function field({ key, value }: WrittenEntry): Line[] {
  const place = { indent: 2, from: key.from, to: value.to };
  if (key.text === 'dmap') return digestMap(key, value);
  if (key.text !== 'src') return [{ ...place, text: `  ${key.text}: ${inlineText(value)}` }];
  const isFalse = value.kind === 'scalar' && falseTexts.has(value.text);
  return [{ ...place, ...(!isFalse && { text: '  src: true' }) }];
}

function digestMap(key: Extent, value: WrittenNode): Line[] {
  const { from } = key;
  if (value.kind !== 'mapping') return [{ text: '  dmap:', indent: 2, from, to: value.to }];
  if (value.entries.length === 0) return [{ text: '  dmap: {}', indent: 2, from, to: value.to }];
  return [{ text: '  dmap:', indent: 2, from, to: key.to }, ...value.entries.map(digest)];
}

function digest({ key, value }: WrittenEntry): Line {
  const tags = value.kind === 'list' ? value.items : [];
  const texts = tags.map((tag) => (tag.kind === 'scalar' ? tag.text : inlineText(tag)));
  const text = digestLine({ digest: key.text, tags: texts }, 4);
  return { text, indent: 4, from: key.from, to: value.to };
}

/** One digest with its tags. */
export function digestLine(
  { digest, tags }: { readonly digest: string; readonly tags: readonly string[] },
  indent: number,
): string {
  return `${' '.repeat(indent)}${quotedText(digest)}: [${tagTexts(tags).join(', ')}]`;
}

export function tagTexts(tags: readonly string[]): string[] {
  return tags.map(quotedText);
}

/** Of lines that may have changed places: what stands above the first one as written is to stand above the first one now. */
function carried(lines: Line[]): Line[] {
  const [first] = lines;
  if (!first) return lines;
  const firstWritten = lines.reduce((found, line) => (line.from < found.from ? line : found), first);
  for (const line of lines) {
    if (line !== first && (line === firstWritten || line.text === undefined)) line.carrier ??= first;
  }
  return lines;
}
