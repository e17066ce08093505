import { printable, type Shard } from '@cip/oci';

/** One JSON object whose lists come last, one entry a line, so that a diff or `grep` of two reports is of use. */
export function jsonWithLists(
  head: Readonly<Record<string, unknown>>,
  lists: Readonly<Record<string, readonly unknown[]>>,
): string {
  return [...jsonPieces(head, lists)].join('');
}

/** The same in pieces, one for each entry, for lists that are not in memory. */
export function* jsonPieces(
  head: Readonly<Record<string, unknown>>,
  lists: Readonly<Record<string, Iterable<unknown>>>,
): Generator<string> {
  yield jsonOf(head).slice(0, -1);
  for (const [name, entries] of Object.entries(lists)) {
    yield `,${jsonOf(name)}:[`;
    let isEmpty = true;
    for (const entry of entries) {
      yield `${isEmpty ? '' : ','}\n${jsonOf(entry)}`;
      isEmpty = false;
    }
    yield isEmpty ? ']' : '\n]';
  }
  yield '}\n';
}

/** A shard with its keys in the order in which every report has them. */
export function orderedShard({ index, count }: Shard): Shard {
  return { index, count };
}

/** As logs may show it, on one line; what is parsed from it is the same. */
export function jsonOf(value: unknown): string {
  return printable(JSON.stringify(value));
}
