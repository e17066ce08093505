import type { Shard } from '@cip/oci';

/** One JSON object whose lists come last, one entry a line, so that a diff or `grep` of two reports is of use. */
export function jsonWithLists(
  head: Readonly<Record<string, unknown>>,
  lists: Readonly<Record<string, readonly unknown[]>>,
): string {
  const tail = Object.entries(lists).map(([name, entries]) => `${JSON.stringify(name)}:${listOf(entries)}`);
  return `${[JSON.stringify(head).slice(0, -1), ...tail].join()}}\n`;
}

/** A shard with its keys in the order in which every report has them. */
export function orderedShard({ index, count }: Shard): Shard {
  return { index, count };
}

function listOf(entries: readonly unknown[]): string {
  if (entries.length === 0) return '[]';
  return `[\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}\n]`;
}
