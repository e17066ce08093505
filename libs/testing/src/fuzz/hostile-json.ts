import fc from 'fast-check';
import { damaged, hostileTexts } from './hostile-texts.js';

/** Stands in a document for JSON that no value can be written as. */
const rawMark = 'raw-json:';

const rawValues = [
  '1e999',
  '-1e999',
  '9007199254740993',
  '-0',
  '"\\ud800"',
  '{"__proto__":{"polluted":true}}',
  '{"toString":1,"valueOf":1}',
  `${'['.repeat(8000)}${']'.repeat(8000)}`,
  `${'{"a":'.repeat(8000)}1${'}'.repeat(8000)}`,
].map((text) => `${rawMark}${text}`);

const values: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, true, false, 0, -1, 0.5, 2 ** 53, 1e308, ...rawValues),
  fc.constantFrom<unknown>([], {}, [null], [[]], { a: {} }, Array(50).fill(0)),
  hostileTexts,
);

/** What happens to one place of a document, which is counted through all of it. */
interface Change {
  readonly at: number;
  readonly kind: 'replace' | 'remove' | 'add' | 'repeat' | 'rename' | 'wrap';
  readonly value: unknown;
  readonly name: string;
}

const changes: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom('replace', 'replace', 'remove', 'add', 'repeat', 'rename', 'wrap'),
  value: values,
  name: fc.oneof(fc.constantFrom('__proto__', 'constructor', 'digest', 'size', 'name', 'tags'), hostileTexts),
});

/**
 * JSON documents near the valid ones: members removed, retyped, renamed, added and repeated, texts and numbers that break
 * readers, deep nesting. Some are cut off, and some are no JSON.
 */
export function jsonNear(...valid: readonly object[]): fc.Arbitrary<string> {
  const changed = fc
    .tuple(fc.constantFrom(...valid), fc.array(changes, { maxLength: 3 }), fc.boolean(), values)
    .map(([document, list, isTwice, value]) => {
      const text = written(list.reduce<unknown>(changedBy, document));
      return isTwice ? withFirstMemberTwice(text, document, value) : text;
    });
  return fc.oneof(
    { weight: 8, arbitrary: changed },
    { weight: 2, arbitrary: damaged(changed) },
    { weight: 1, arbitrary: fc.oneof(fc.json(), values.map(written), hostileTexts) },
  );
}

/** The same as bytes, which are not always UTF-8. */
export function jsonBytesNear(...valid: readonly object[]): fc.Arbitrary<Uint8Array> {
  const texts = jsonNear(...valid).map((text) => new TextEncoder().encode(text));
  const cut = fc.tuple(texts, fc.nat(), fc.nat(255)).map(([bytes, at, value]) => {
    const end = at % (bytes.length + 1);
    return Uint8Array.of(...bytes.subarray(0, end), value);
  });
  return fc.oneof({ weight: 8, arbitrary: texts }, cut, fc.uint8Array({ maxLength: 200 }));
}

function written(document: unknown): string {
  return JSON.stringify(document).replace(/"raw-json:((?:[^"\\]|\\.)*)"/g, (_, raw: string) =>
    String(JSON.parse(`"${raw}"`)),
  );
}

function withFirstMemberTwice(text: string, document: object, value: unknown): string {
  const [name = 'name'] = Object.keys(document);
  return text.startsWith('{"') ? `{${JSON.stringify(name)}:${written(value)},${text.slice(1)}` : text;
}

/** One place of a document: the names or numbers that lead to it. */
type Place = readonly (string | number)[];

function* placesIn(value: unknown, place: Place = []): Generator<Place> {
  yield place;
  if (Array.isArray(value)) for (const [i, entry] of value.entries()) yield* placesIn(entry, [...place, i]);
  else if (typeof value === 'object' && value !== null)
    for (const [name, member] of Object.entries(value)) yield* placesIn(member, [...place, name]);
}

function changedBy(document: unknown, change: Change): unknown {
  const places = [...placesIn(document)];
  return changedAt(document, places[change.at % places.length] ?? [], change);
}

function changedAt(value: unknown, [step, ...rest]: Place, change: Change): unknown {
  if (step === undefined) return replaced(value, change);
  const isLast = rest.length === 0;
  if (Array.isArray(value)) {
    return value.flatMap((entry: unknown, i) => {
      if (i !== step) return [entry];
      if (isLast && change.kind === 'remove') return [];
      if (isLast && change.kind === 'repeat') return [entry, entry];
      return [changedAt(entry, rest, change)];
    });
  }
  return Object.fromEntries(
    Object.entries(value as object).flatMap(([name, member]: [string, unknown]) => {
      if (name !== step) return [[name, member]];
      if (isLast && change.kind === 'remove') return [];
      if (isLast && change.kind === 'rename') return [[change.name, member]];
      return [[name, changedAt(member, rest, change)]];
    }),
  );
}

function replaced(value: unknown, { kind, value: other, name }: Change): unknown {
  if (kind === 'wrap') return [value];
  if (kind !== 'add' || typeof value !== 'object' || value === null) return other;
  return Array.isArray(value)
    ? [...(value as unknown[]), other]
    : Object.fromEntries([...Object.entries(value), [name, other]]);
}
