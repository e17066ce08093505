import { type Event, EVENT_ID, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import { limits } from '../limits.js';
import { yamlEvents } from '../yaml-events.js';
import { GapReader, type Trivium } from './gap-reader.js';
import { movedTo, type WrittenEntry, type WrittenNode, type WrittenScalar } from './written-node.js';

/** A sound file as it is written: `root` is absent where there are only comments. */
export interface WrittenFile {
  readonly root?: WrittenNode;
  readonly trivia: readonly Trivium[];
}

type Scalar = Extract<Event, { valueStart: number }>;
type Collection = Extract<Event, { start: number }>;
type Anchored = Extract<Event, { tagStart: number }>;

interface Frame {
  readonly kind: 'list' | 'mapping';
  readonly from: number;
  readonly bracketed: boolean;
  readonly anchor: string | undefined;
  readonly children: WrittenNode[];
}

const absent = -1;

/** Only for text that `readYaml` accepts, with lines that end at LF. */
export function readWritten(text: string): WrittenFile {
  const builder = new WrittenBuilder(text);
  for (const event of yamlEvents(text, limits.nesting)) builder.add(event);
  return builder.finish();
}

class WrittenBuilder {
  readonly #gaps: GapReader;
  readonly #frames: Frame[] = [];
  readonly #anchors = new Map<string, WrittenNode>();
  #root: WrittenNode | undefined;

  constructor(private readonly text: string) {
    this.#gaps = new GapReader(text);
  }

  add(event: Event): void {
    switch (event.type) {
      case EVENT_ID.SCALAR:
        this.#place(this.#scalar(event), this.#anchorOf(event));
        break;
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING:
        this.#open(event, event.type === EVENT_ID.SEQUENCE ? 'list' : 'mapping');
        break;
      case EVENT_ID.ALIAS:
        this.#placeAlias(event.anchorStart, event.anchorEnd);
        break;
      case EVENT_ID.POP:
        this.#close();
        break;
      case EVENT_ID.DOCUMENT:
    }
  }

  finish(): WrittenFile {
    this.#gaps.readTo(this.text.length);
    return { ...(this.#root && { root: this.#root }), trivia: this.#gaps.trivia };
  }

  #scalar(event: Scalar): WrittenScalar {
    const { style, valueStart, valueEnd } = event;
    const text = getScalarValue(this.text, event);
    if (valueStart === absent) return { kind: 'scalar', text, from: this.#gaps.at, to: this.#gaps.at };
    const quotes = style === SCALAR_STYLE.DOUBLE_QUOTED || style === SCALAR_STYLE.SINGLE_QUOTED ? 1 : 0;
    return { kind: 'scalar', text, ...this.#read(valueStart - quotes, valueEnd + quotes) };
  }

  #open(event: Collection, kind: Frame['kind']): void {
    const bracketed = '[{'.includes(this.text.charAt(event.start));
    const { from } = this.#read(event.start, event.start + (bracketed ? 1 : 0));
    this.#frames.push({ kind, from, bracketed, anchor: this.#anchorOf(event), children: [] });
  }

  #close(): void {
    const frame = this.#frames.pop();
    if (!frame) return;
    if (frame.bracketed) this.#gaps.readPastBracket();
    const extent = { from: frame.from, to: this.#gaps.at };
    const node: WrittenNode =
      frame.kind === 'list'
        ? { kind: 'list', items: frame.children, ...extent }
        : { kind: 'mapping', entries: entriesOf(frame.children), ...extent };
    this.#place(node, frame.anchor);
  }

  #placeAlias(start: number, end: number): void {
    const node = this.#anchors.get(this.text.slice(start, end));
    const extent = this.#read(start - 1, end);
    if (node) this.#place(movedTo(extent, node));
  }

  #place(node: WrittenNode, anchor?: string): void {
    if (anchor !== undefined) this.#anchors.set(anchor, node);
    const frame = this.#frames.at(-1);
    if (frame) frame.children.push(node);
    else if (node.from < node.to) this.#root = node;
  }

  /** Reads the gap before a value and steps over the value. */
  #read(from: number, to: number): { from: number; to: number } {
    this.#gaps.readTo(from);
    this.#gaps.at = to;
    return { from, to };
  }

  #anchorOf({ anchorStart, anchorEnd }: Anchored): string | undefined {
    return anchorStart === absent ? undefined : this.text.slice(anchorStart, anchorEnd);
  }
}

/** Keys and values, which stand in turn; what is merged is written where the merge key is. */
function entriesOf(children: readonly WrittenNode[]): WrittenEntry[] {
  const entries: WrittenEntry[] = [];
  for (let i = 0; i + 1 < children.length; i += 2) {
    const [key, value] = [children[i], children[i + 1]];
    if (key?.kind === 'scalar' && value) entries.push({ key, value });
  }
  if (!entries.some(({ key }) => isMergeKey(key))) return entries;
  const known = new Set(entries.map(({ key }) => key.text));
  return entries.flatMap((entry) => (isMergeKey(entry.key) ? mergedEntries(entry, known) : [entry]));
}

function mergedEntries({ key, value }: WrittenEntry, known: Set<string>): WrittenEntry[] {
  const place = { from: key.from, to: value.to };
  const added: WrittenEntry[] = [];
  for (const node of value.kind === 'list' ? value.items : [value]) {
    for (const entry of node.kind === 'mapping' ? node.entries : []) {
      if (known.has(entry.key.text)) continue;
      known.add(entry.key.text);
      added.push({ key: movedTo(place, entry.key), value: movedTo(place, entry.value) });
    }
  }
  return added;
}

function isMergeKey({ text, from, to }: WrittenScalar): boolean {
  return text === '<<' && to - from === text.length;
}
