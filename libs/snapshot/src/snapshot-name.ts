import { quoted, type Shard } from '@cip/oci';

/** The name of a snapshot: the UTC hour that it was begun in, `YYYY/MM/DD/HH`. Names sort as their hours do. */
export type SnapshotName = `${number}/${number}/${number}/${number}`;

/** A text that names no hour. */
export class InvalidSnapshotNameError extends Error {
  readonly code = 'INVALID_SNAPSHOT_NAME';

  constructor(readonly text: string) {
    super(`${quoted(text)} names no hour; write YYYY/MM/DD/HH in UTC, such as 2026/01/31/09`);
    this.name = 'InvalidSnapshotNameError';
  }
}

const hourMs = 3_600_000;

/** The name of the hour that a time lies in, given in milliseconds since the epoch. */
export function snapshotNameAt(time: number): SnapshotName {
  const [year = '', month = '', day = '', hour = ''] = new Date(time).toISOString().split(/[-T:]/);
  return `${year}/${month}/${day}/${hour}` as SnapshotName;
}

/** Parses `YYYY/MM/DD/HH`, an hour that the calendar has. Throws {@link InvalidSnapshotNameError}. */
export function parseSnapshotName(text: string): SnapshotName {
  const [, year, month, day, hour] = /^(\d{4})\/(\d\d)\/(\d\d)\/(\d\d)$/.exec(text) ?? [];
  const time = Date.parse(`${year}-${month}-${day}T${hour}:00:00Z`);
  // Some impossible days, such as 31 April, are taken for the next possible one.
  if (Number.isNaN(time) || snapshotNameAt(time) !== text) throw new InvalidSnapshotNameError(text);
  return text;
}

/** When the hour of a snapshot begins and ends, in milliseconds since the epoch. */
export function hourOf(name: SnapshotName): { readonly begin: number; readonly end: number } {
  const [year, month, day, hour] = name.split('/').map(Number) as [number, number, number, number];
  const begin = Date.UTC(year, month - 1, day, hour);
  return { begin, end: begin + hourMs };
}

/** The tag of a snapshot's record, `YYYY-MM-DD-HH`. */
export function recordTag(name: SnapshotName): string {
  return name.replaceAll('/', '-');
}

/** The snapshot whose record has this tag; undefined for any other tag. */
export function snapshotOfTag(tag: string): SnapshotName | undefined {
  try {
    return /^[\d-]+$/.test(tag) ? parseSnapshotName(tag.replaceAll('-', '/')) : undefined;
  } catch {
    return undefined;
  }
}

/** The tag of the record of one part of a snapshot, `YYYY-MM-DD-HH.I-of-N`. */
export function partTag(name: SnapshotName, { index, count }: Shard): string {
  return `${recordTag(name)}.${index}-of-${count}`;
}
