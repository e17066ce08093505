import { limits } from './limits.js';
import { type ListNode, type MappingNode, plainScalar, type ScalarNode, type YamlNode } from './yaml-node.js';

interface OpenList {
  readonly kind: 'list';
  readonly node: ListNode;
  readonly indent: number;
}

interface OpenMapping {
  readonly kind: 'mapping';
  readonly node: MappingNode;
  readonly indent: number;
  key?: Key | undefined;
}

/** What lines may still be added to. `indent` is where its items or keys begin in their lines. */
type Open = OpenList | OpenMapping;

/** A key whose value stands on the lines that follow. */
type Key = Pick<ScalarNode, 'text' | 'offset'>;

interface Line {
  readonly indent: number;
  readonly isItem: boolean;
  readonly key: string;
  /** Of the key. */
  readonly offset: number;
  readonly value: ScalarNode | ListNode | undefined;
}

const deepest = 8;
/** In characters: regular expressions remember every step of a long text, and run out of memory. */
const longestLine = 4_000;
const dash = '- ';

const plain = String.raw`[A-Za-z0-9][\w./@-]*(?::\w[\w./@-]*)*`;
const quoted = String.raw`"[\w./@:-]*"`;
const list = String.raw`\[ *(?:${quoted}(?: *, *${quoted})* *)?\]`;
const end = String.raw` *(?: #[\x20-\x7e]*)?(?:\n|$)`;
const entry = new RegExp(
  `( *)(- )?([A-Za-z][\\w-]*|"[\\w:-]{1,200}"):(?: +(${plain}|${quoted}|${list}))?${end}`,
  'y',
);
const nothing = / *(?:#[\x20-\x7e]*)?(?:\n|$)/y;

/**
 * Reads a file that has one key on each line, and behind it nothing, a text or a list of texts in quotes, as nearly all
 * manifests have: the same nodes as YAML gives, in a third of the time. Undefined for every other file, and for
 * one with too many values.
 */
export function readUsualLines(text: string): YamlNode | undefined {
  const reader = new LineReader();
  let at = 0;
  let values = 0;
  while (at < text.length) {
    if (isLong(text, at)) return undefined;
    entry.lastIndex = at;
    const found = entry.exec(text);
    if (found) {
      const line = lineOf(found);
      // A key, what is under it, and its items: less than there are by the signs that separate values.
      values += line.value?.kind === 'list' ? 2 + line.value.items.length : 2;
      if (values > limits.valuesInFile || !reader.add(line)) return undefined;
      at = entry.lastIndex;
      continue;
    }
    nothing.lastIndex = at;
    if (!nothing.test(text)) return undefined;
    at = nothing.lastIndex;
  }
  return reader.finish();
}

function isLong(text: string, at: number): boolean {
  const lineEnd = text.indexOf('\n', at);
  return (lineEnd < 0 ? text.length : lineEnd) - at > longestLine;
}

function lineOf({
  0: line,
  1: blanks = '',
  2: item = '',
  3: key = '',
  4: value,
  index,
}: RegExpExecArray): Line {
  const offset = index + blanks.length + item.length;
  const afterKey = offset + key.length + 1;
  return {
    indent: blanks.length,
    isItem: item !== '',
    key: unquoted(key),
    offset,
    value: value === undefined ? undefined : valueOf(value, index + line.indexOf(value, afterKey - index)),
  };
}

function valueOf(written: string, offset: number): ScalarNode | ListNode {
  if (written.startsWith('"')) return { kind: 'scalar', text: unquoted(written), offset };
  if (!written.startsWith('[')) return plainScalar(written, offset);
  const items: ScalarNode[] = [];
  let open = written.indexOf('"');
  while (open > 0) {
    const close = written.indexOf('"', open + 1);
    items.push({ kind: 'scalar', text: written.slice(open + 1, close), offset: offset + open });
    open = written.indexOf('"', close + 1);
  }
  return { kind: 'list', items, offset };
}

function unquoted(written: string): string {
  return written.startsWith('"') ? written.slice(1, -1) : written;
}

/** Puts lines together by their indentation. */
class LineReader {
  #root: YamlNode | undefined;
  readonly #open: Open[] = [];

  /** False where the line does not continue what came before in the usual way. */
  add({ indent, isItem, key, offset, value }: Line): boolean {
    if (!this.#closeBelow(indent)) return false;
    const mapping = isItem ? this.#itemAt(indent, offset) : this.#mappingAt(indent, offset);
    if (!mapping) return false;
    if (value) mapping.node.entries.push({ key, offset, value });
    else mapping.key = { text: key, offset };
    return true;
  }

  /** Undefined for a file with a key that has no value at all: what that means is not for this reader to say. */
  finish(): YamlNode | undefined {
    return this.#open.some(lacksValue) ? undefined : this.#root;
  }

  #closeBelow(indent: number): boolean {
    for (let last = this.#open.at(-1); last && last.indent > indent; last = this.#open.at(-1)) {
      if (lacksValue(last)) return false;
      this.#open.pop();
    }
    return true;
  }

  #itemAt(indent: number, offset: number): OpenMapping | undefined {
    let list = this.#open.at(-1);
    if (list?.kind !== 'list') {
      const node: ListNode = { kind: 'list', items: [], offset: offset - dash.length };
      list = this.#place({ kind: 'list', node, indent });
    }
    if (list?.indent !== indent) return undefined;
    const mapping = openMapping(indent + dash.length, offset);
    list.node.items.push(mapping.node);
    this.#open.push(mapping);
    return mapping;
  }

  #mappingAt(indent: number, offset: number): OpenMapping | undefined {
    // A list may begin where the keys around it do; a key there ends it.
    if (this.#open.at(-1)?.kind === 'list') this.#open.pop();
    const last = this.#open.at(-1);
    if (last?.kind === 'list') return undefined;
    if (!last || (last.key && indent > last.indent)) return this.#place(openMapping(indent, offset));
    return !last.key && last.indent === indent ? last : undefined;
  }

  /** As the value of the key that has none yet, or as the whole file. */
  #place<T extends Open>(opened: T): T | undefined {
    const around = this.#open.at(-1);
    if (around?.kind === 'list' || this.#open.length === deepest) return undefined;
    if (around) {
      if (!around.key || opened.indent < around.indent) return undefined;
      around.node.entries.push({ key: around.key.text, offset: around.key.offset, value: opened.node });
      around.key = undefined;
    } else {
      if (this.#root || opened.indent > 0) return undefined;
      this.#root = opened.node;
    }
    this.#open.push(opened);
    return opened;
  }
}

function openMapping(indent: number, offset: number): OpenMapping {
  return { kind: 'mapping', node: { kind: 'mapping', entries: [], offset }, indent };
}

function lacksValue(open: Open): boolean {
  return open.kind === 'mapping' && open.key !== undefined;
}
