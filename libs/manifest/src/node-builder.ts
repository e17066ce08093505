import { type Event, EVENT_ID, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import { AliasTable } from './alias-table.js';
import { YamlError } from './yaml-error.js';
import {
  type ListNode,
  type MappingEntry,
  type MappingNode,
  plainScalar,
  type ScalarNode,
  type YamlNode,
} from './yaml-node.js';

type Scalar = Extract<Event, { valueStart: number }>;
type Collection = Extract<Event, { start: number }>;

interface Frame {
  readonly node: ListNode | MappingNode;
  readonly anchor: string | undefined;
  key: ScalarNode | undefined;
  /** What stands behind the merge key. */
  merged?: YamlNode;
}

const absent = -1;
/** Its value is a mapping, or a list of them, whose entries count where the mapping has none of its own (YAML 1.1, "merge"). */
const mergeKey = '<<';
const acceptedTags: ReadonlySet<string> = new Set(['!', '!!str', '!!seq', '!!map']);

/** Puts the events of js-yaml together to nodes. Documents without content are left out. */
export class NodeBuilder {
  readonly documents: YamlNode[] = [];
  /** Where the event that was added last stands. */
  offset = 0;
  readonly #frames: Frame[] = [];
  readonly #mergeKeys = new WeakSet<ScalarNode>();
  #aliases = new AliasTable();

  constructor(private readonly text: string) {}

  /** Throws {@link YamlError} for what YAML allows and manifests do not: most tags, keys that are no texts. */
  add(event: Event): void {
    switch (event.type) {
      case EVENT_ID.SCALAR:
        this.#addScalar(event);
        break;
      case EVENT_ID.SEQUENCE:
        this.#open(event, { kind: 'list', items: [], offset: event.start });
        break;
      case EVENT_ID.MAPPING:
        this.#open(event, { kind: 'mapping', entries: [], offset: event.start });
        break;
      case EVENT_ID.ALIAS:
        this.offset = event.anchorStart;
        this.#place(this.#aliases.resolve(this.#slice(event.anchorStart, event.anchorEnd), this.offset));
        break;
      case EVENT_ID.DOCUMENT:
        this.#aliases = new AliasTable();
        break;
      case EVENT_ID.POP:
        this.#close();
    }
  }

  #addScalar(event: Scalar): void {
    this.#checkTag(event.tagStart, event.tagEnd);
    if (event.valueStart !== absent) this.offset = event.valueStart - (isQuoted(event) ? 1 : 0);
    const text = getScalarValue(this.text, event);
    const isPlain = event.style === SCALAR_STYLE.PLAIN && event.tagStart === absent;
    const node: ScalarNode = isPlain
      ? plainScalar(text, this.offset)
      : { kind: 'scalar', text, offset: this.offset };
    if (isPlain && text === mergeKey) this.#mergeKeys.add(node);
    if (event.anchorStart !== absent)
      this.#aliases.set(this.#slice(event.anchorStart, event.anchorEnd), node);
    if (this.#frames.length > 0 || node.text !== '' || event.valueStart !== absent) this.#place(node);
  }

  #open(event: Collection, node: ListNode | MappingNode): void {
    this.offset = event.start;
    this.#checkTag(event.tagStart, event.tagEnd);
    const anchor = event.anchorStart === absent ? undefined : this.#slice(event.anchorStart, event.anchorEnd);
    this.#frames.push({ node, anchor, key: undefined });
  }

  #close(): void {
    const frame = this.#frames.pop();
    if (!frame) return;
    if (frame.merged && frame.node.kind === 'mapping') merge(frame.node.entries, frame.merged);
    if (frame.anchor !== undefined) this.#aliases.set(frame.anchor, frame.node);
    this.#place(frame.node);
  }

  #place(node: YamlNode): void {
    const frame = this.#frames.at(-1);
    if (!frame) this.documents.push(node);
    else if (frame.node.kind === 'list') frame.node.items.push(node);
    else if (frame.key && this.#mergeKeys.has(frame.key)) {
      if (frame.merged)
        throw new YamlError(`the merge key ${mergeKey} stands twice in one mapping`, frame.key.offset);
      frame.merged = node;
      frame.key = undefined;
    } else if (frame.key) {
      frame.node.entries.push({ key: frame.key.text, offset: frame.key.offset, value: node });
      frame.key = undefined;
    } else if (node.kind === 'scalar') frame.key = node;
    else throw new YamlError(`a ${node.kind} cannot be a key`, node.offset);
  }

  #checkTag(start: number, end: number): void {
    if (start === absent || acceptedTags.has(this.#slice(start, end))) return;
    throw new YamlError(`the YAML tag ${this.#slice(start, end)} is not supported`, start);
  }

  #slice(start: number, end: number): string {
    return this.text.slice(start, end);
  }
}

/** What own entries say counts, then what the first of several mappings says. */
function merge(entries: MappingEntry[], merged: YamlNode): void {
  const known = new Set(entries.map(({ key }) => key));
  for (const node of merged.kind === 'list' ? merged.items : [merged]) {
    if (node.kind !== 'mapping') {
      throw new YamlError(`the merge key ${mergeKey} takes a mapping or a list of mappings`, node.offset);
    }
    const added = node.entries.filter(({ key }) => !known.has(key));
    entries.push(...added);
    for (const { key } of added) known.add(key);
  }
}

function isQuoted(event: Scalar): boolean {
  return event.style === SCALAR_STYLE.DOUBLE_QUOTED || event.style === SCALAR_STYLE.SINGLE_QUOTED;
}
