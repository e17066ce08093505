import { printable } from '@cip/oci';
import { type Column, layOut } from '../columns.js';
import { jsonWithLists } from '../json-lines.js';
import { painter } from '../style.js';
import { count, grouped } from '../words.js';

/** One snapshot of a backup. An incomplete one has no record, so that nothing else is known of it. */
export interface ListedSnapshot {
  readonly snapshot: string;
  /**
   * `partial`: its record names what could not be taken. `suspect`: its record and one beside it contradict each other, so one
   * of them was exchanged. `future`: of an hour that has not come, by this machine's clock.
   */
  readonly state: 'complete' | 'partial' | 'incomplete' | 'unreadable' | 'suspect' | 'future';
  /** RFC 3339. */
  readonly finished?: string;
  readonly layout?: string;
  readonly repositories?: number;
  readonly images?: number;
  /** What production could not give. */
  readonly lost?: number;
  /** What could not be taken; of a partial one. */
  readonly failed?: number;
  readonly reason?: string;
}

/** What `cip-backup list` found; its JSON Schema is `docs/cli/schema/snapshot-list.json`. */
export interface SnapshotList {
  readonly version: 1;
  readonly command: 'list';
  readonly summary: {
    readonly backup: string;
    readonly complete: number;
    readonly partial: number;
    readonly incomplete: number;
    readonly unreadable: number;
    readonly suspect: number;
    readonly future: number;
    /** The newest complete one; null where there is none. */
    readonly latest: string | null;
    /** Of the newest complete one, in seconds since it was finished. */
    readonly age: number | null;
    readonly requests: number;
  };
  /** Oldest first. */
  readonly items: readonly ListedSnapshot[];
}

/** `now` in milliseconds since the epoch. */
export function snapshotList(
  items: readonly ListedSnapshot[],
  { backup, requests, now }: { readonly backup: string; readonly requests: number; readonly now: number },
): SnapshotList {
  const of = (state: ListedSnapshot['state']): number => items.filter((item) => item.state === state).length;
  const latest = items.findLast(({ state }) => state === 'complete');
  const finished = Date.parse(latest?.finished ?? '');
  const summary = {
    backup,
    complete: of('complete'),
    partial: of('partial'),
    incomplete: of('incomplete'),
    unreadable: of('unreadable'),
    suspect: of('suspect'),
    future: of('future'),
    latest: latest?.snapshot ?? null,
    age: Number.isNaN(finished) ? null : Math.round((now - finished) / 1000),
    requests,
  };
  return { version: 1, command: 'list', summary, items };
}

export function renderListJson({ version, command, summary, items }: SnapshotList): string {
  return jsonWithLists({ version, command, summary }, { items });
}

const columns: readonly Column[] = [
  { emphasis: 'bold' },
  {},
  {},
  { align: 'right' },
  { align: 'right' },
  {},
  { emphasis: 'dim' },
];

export function renderListText({ summary, items }: SnapshotList, color = false): string {
  const header = ['SNAPSHOT', 'STATE', 'LAYOUT', 'REPOSITORIES', 'IMAGES', 'FINISHED', ''];
  const lines = items.length === 0 ? [] : layOut([header, ...items.map(rowOf)], columns, painter(color));
  const others = [
    ...(summary.partial > 0 ? [`${summary.partial} partial`] : []),
    ...(summary.incomplete > 0 ? [`${summary.incomplete} incomplete`] : []),
    ...(summary.unreadable > 0 ? [`${summary.unreadable} unreadable`] : []),
    ...(summary.suspect > 0 ? [`${summary.suspect} suspect`] : []),
    ...(summary.future > 0 ? [`${summary.future} of the future`] : []),
  ];
  const figures = [count(summary.complete, 'complete snapshot'), ...others].join(', ');
  const closing = `${printable(summary.backup)}: ${figures}${latestOf(summary)}.`;
  return [...lines, ...(lines.length > 0 ? [''] : []), closing, ''].join('\n');
}

function latestOf({ latest, age }: SnapshotList['summary']): string {
  if (latest === null) return '; check the name of the backup, or take one with "cip-backup run"';
  return `; the latest is ${printable(latest)}${age === null ? '' : `, finished ${ageOf(age)} ago`}`;
}

/** In whole minutes, hours or days. */
function ageOf(seconds: number): string {
  const minutes = Math.max(0, Math.floor(seconds / 60));
  if (minutes < 120) return count(minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? count(hours, 'hour') : count(Math.floor(hours / 24), 'day');
}

function rowOf({
  snapshot,
  state,
  layout,
  repositories,
  images,
  finished,
  lost = 0,
  failed = 0,
  reason,
}: ListedSnapshot): string[] {
  const remarks = [
    ...(failed > 0 ? [`without ${count(failed, 'image')} that could not be copied`] : []),
    ...(lost > 0 ? [`production had lost ${count(lost, 'image')}`] : []),
    ...(reason === undefined ? [] : [printable(reason)]),
  ];
  const figure = (amount: number | undefined): string => (amount === undefined ? '' : grouped(amount));
  return [
    printable(snapshot),
    state,
    printable(layout ?? ''),
    figure(repositories),
    figure(images),
    printable(finished ?? ''),
    remarks.join('; '),
  ];
}
