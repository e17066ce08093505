import { type Event, EVENT_ID, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import { AliasTable } from './alias-table.js';
import { YamlError } from './yaml-error.js';
import type { ListNode, MappingNode, ScalarNode, YamlNode } from './yaml-node.js';

type Scalar = Extract<Event, { valueStart: number }>;
type Collection = Extract<Event, { start: number }>;

interface Frame {
  readonly node: ListNode | MappingNode;
  readonly anchor: string | undefined;
  key: ScalarNode | undefined;
}

const absent = -1;
const acceptedTags: ReadonlySet<string> = new Set(['!', '!!str', '!!seq', '!!map']);

/** Puts the events of js-yaml together to nodes. Documents without content are left out. */
export class NodeBuilder {
  readonly documents: YamlNode[] = [];
  /** Where the event that was added last stands. */
  offset = 0;
  readonly #frames: Frame[] = [];
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
    const node: ScalarNode = {
      kind: 'scalar',
      text: getScalarValue(this.text, event),
      offset: this.offset,
    };
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
    if (frame.anchor !== undefined) this.#aliases.set(frame.anchor, frame.node);
    this.#place(frame.node);
  }

  #place(node: YamlNode): void {
    const frame = this.#frames.at(-1);
    if (!frame) this.documents.push(node);
    else if (frame.node.kind === 'list') frame.node.items.push(node);
    else if (frame.key) {
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

function isQuoted(event: Scalar): boolean {
  return event.style === SCALAR_STYLE.DOUBLE_QUOTED || event.style === SCALAR_STYLE.SINGLE_QUOTED;
}
