import { printable, type Shard } from '@cip/oci';

/** One JSON object whose lists come last, one entry a line, so that a diff or `grep` of two reports is of use. */
export function jsonWithLists(
  head: Readonly<Record<string, unknown>>,
  lists: Readonly<Record<string, readonly unknown[]>>,
): string {
  const tail = Object.entries(lists).map(([name, entries]) => `${jsonOf(name)}:${listOf(entries)}`);
  return `${[jsonOf(head).slice(0, -1), ...tail].join()}}\n`;
}

/** A shard with its keys in the order in which every report has them. */
export function orderedShard({ index, count }: Shard): Shard {
  return { index, count };
}

function listOf(entries: readonly unknown[]): string {
  if (entries.length === 0) return '[]';
  return `[\n${entries.map(jsonOf).join(',\n')}\n]`;
}

/** As logs may show it, on one line; what is parsed from it is the same. */
export function jsonOf(value: unknown): string {
  return printable(JSON.stringify(value));
}
