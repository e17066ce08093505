import { formatShard, groupBy, printable } from '@cip/oci';
import { type Column, fit, layOut } from '../columns.js';
import { indented, more } from '../lines.js';
import { completenessNote } from '../reported-completeness.js';
import { listed, shortDigest } from '../short-names.js';
import { type Emphasis, painter, type Paint } from '../style.js';
import { bytes, count, grouped } from '../words.js';
import {
  type BackupItem,
  type BackupRegion,
  type BackupReport,
  type BackupState,
  type BackupSummary,
  backupStates,
} from './backup-report.js';

export interface BackupTextOptions {
  /** Whether to set off with ANSI codes; default false. */
  readonly color?: boolean;
  /** Of the terminal, in characters; default 120. */
  readonly width?: number;
  /** Nothing was written: `restore` and `prune` without `--confirm`. */
  readonly dryRun?: boolean;
}

interface Section {
  readonly title: string;
  readonly emphasis: Emphasis;
}

const sections: Readonly<Record<BackupState, Section>> = {
  planned: { title: 'To do', emphasis: 'yellow' },
  copied: { title: 'Copied', emphasis: 'green' },
  mounted: { title: 'Mounted, without sending content', emphasis: 'green' },
  existing: { title: 'In place', emphasis: 'dim' },
  moved: { title: 'Tags moved', emphasis: 'yellow' },
  deleted: { title: 'Deleted', emphasis: 'yellow' },
  blocked: { title: 'Tags left on something else', emphasis: 'red' },
  missing: { title: 'Missing', emphasis: 'red' },
  corrupt: { title: 'Corrupt', emphasis: 'red' },
  failed: { title: 'Failed', emphasis: 'red' },
};

const regionStates: Readonly<Record<BackupRegion['state'], string>> = {
  partial: 'partial: the record names what is not in the snapshot',
  complete: 'complete',
  already: 'taken by an earlier run',
  part: 'this part is taken, others are not yet',
  incomplete: 'incomplete',
};

/** How the images of a registry were found, for people. */
const origins: Readonly<Record<string, string>> = {
  listing: 'in listings',
  tags: 'by tags',
  children: 'as children of indexes',
  referrers: 'as referrers',
  manifests: 'as manifests promise them',
  record: 'as the last record has them, since their tags are promised and there',
};

const mostLines = 100;
const columns: readonly Column[] = [{}, { emphasis: 'bold' }, { emphasis: 'dim' }];

/** The report for people: regions, then what was done and what is wrong, each reason once, and a summary. */
export function renderBackupText(report: BackupReport, options: BackupTextOptions = {}): string {
  const { color = false, width = 120, dryRun = false } = options;
  const paint = painter(color);
  const byState = groupBy(report.items, ({ state }) => state);
  const parts = [
    regionLines(report.regions ?? [], paint),
    removedLines(report, dryRun),
    ...backupStates.map((state) => linesOf(state, byState.get(state) ?? [], width, paint)),
    uncoveredLines(report, paint),
    [...closing(report, dryRun), summaryLine(report)],
  ];
  const shown = parts.filter((lines) => lines.length > 0);
  return `${shown.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function regionLines(regions: readonly BackupRegion[], paint: Paint): string[] {
  return regions.flatMap((region) => {
    const { from, to, layout, state, images, found, completeness } = region;
    const emphasis = state === 'incomplete' || state === 'partial' ? 'red' : 'green';
    const head = `${printable(from)} → ${printable(to)} (${printable(layout)}): ${paint(regionStates[state], emphasis)}, ${count(images, 'image')}`;
    const by = Object.entries(found ?? {}).filter(([, amount]) => amount > 0);
    const ways = by.map(
      ([origin, amount]) => `${grouped(amount)} ${origins[origin] ?? printable(`by ${origin}`)}`,
    );
    return [
      head,
      ...(ways.length === 0 ? [] : [`  found: ${ways.join(', ')}`]),
      ...indented(2, completeness ? completenessNote(from, completeness) : []),
    ];
  });
}

function removedLines({ removed = [] }: BackupReport, dryRun: boolean): string[] {
  if (removed.length === 0) return [];
  const title = `${dryRun ? 'Would remove' : 'Removed'}: ${count(removed.length, 'snapshot')}`;
  return [
    title,
    ...indented(2, removed.slice(0, mostLines).map(printable)),
    ...more(2, Math.max(0, removed.length - mostLines)),
  ];
}

function linesOf(state: BackupState, items: readonly BackupItem[], width: number, paint: Paint): string[] {
  if (items.length === 0) return [];
  const { title, emphasis } = sections[state];
  const shown = items.slice(0, mostLines);
  const byReason = groupBy(shown, ({ reason = '' }) => reason);
  const body = [...byReason].flatMap(([reason, alike]) => {
    const rows = layOut(
      alike.map((item) => rowOf(item, width)),
      columns,
      paint,
    );
    return reason === '' ? rows : [printable(reason), ...indented(2, rows)];
  });
  return [
    `${paint(title, emphasis)}: ${count(items.length, 'item')}`,
    ...indented(2, body),
    ...more(2, items.length - shown.length),
  ];
}

function rowOf({ registry, repository, digest, tags }: BackupItem, width: number): string[] {
  const name = repository === '' ? registry : `${registry}/${repository}`;
  return [
    fit(printable(name), Math.max(20, Math.floor(width * 0.5)), 'end'),
    tags.length === 0 && digest !== '' ? '(no tag)' : listed(tags, Math.max(20, Math.floor(width * 0.25))),
    shortDigest(digest),
  ];
}

function uncoveredLines({ uncovered = [] }: BackupReport, paint: Paint): string[] {
  if (uncovered.length === 0) return [];
  const title = `${paint('Not covered', 'yellow')}: ${count(uncovered.length, 'promised digest')} in no snapshot`;
  const rest = Math.max(0, uncovered.length - mostLines);
  return [title, ...indented(2, uncovered.slice(0, mostLines).map(printable)), ...more(2, rest)];
}

/** What to make of it: one sentence, and what to do next. */
function closing(report: BackupReport, dryRun: boolean): string[] {
  const { command, summary, items } = report;
  if (report.interrupted) return [];
  if (command === 'restore') return closingOfRestore(summary, items.length === 0, dryRun);
  if (command === 'prune') return closingOfPrune(report, dryRun);
  if (command === 'run') return closingOfRun(report);
  if (items.length > 0) return [];
  return [
    command === 'verify'
      ? 'What was looked at is as the record says.'
      : 'It restores: all is as the record says.',
  ];
}

function closingOfRestore(
  { planned, blocked }: BackupSummary,
  isInPlace: boolean,
  dryRun: boolean,
): string[] {
  return [
    ...(isInPlace ? ['Nothing to do: production has all of it.'] : []),
    ...(blocked > 0
      ? ['Those tags stay where they are; --overwrite-tags moves them to what the snapshot has.']
      : []),
    ...(dryRun && planned > 0 ? ['Nothing was written: this was a dry run. Add --confirm to restore.'] : []),
  ];
}

function closingOfPrune({ summary, removed = [] }: BackupReport, dryRun: boolean): string[] {
  if (removed.length === 0) return ['Nothing to remove: all snapshots stay.'];
  return dryRun && summary.planned > 0
    ? ['Nothing was deleted: this was a dry run. Add --confirm to delete.']
    : [];
}

function closingOfRun({ regions = [] }: BackupReport): string[] {
  const of = (state: BackupRegion['state']): number => regions.filter((one) => one.state === state).length;
  const figures = [
    ...(of('partial') > 0 ? [`${count(of('partial'), 'region')} partial`] : []),
    ...(of('incomplete') > 0 ? [`${count(of('incomplete'), 'region')} incomplete, without a record`] : []),
  ];
  if (figures.length === 0) return [];
  return [`${figures.join('; ')}. Run again: in the same hour it goes on from what is there.`];
}

function summaryLine({ command, summary, removed = [], shard, interrupted }: BackupReport): string {
  const { snapshot, images, bytesCopied, bytesMounted, coverage, requests, duration } = summary;
  const counted = backupStates.filter((state) => summary[state] > 0);
  const figures = [
    ...(command === 'prune' ? [count(removed.length, 'snapshot')] : [count(images, 'image')]),
    ...counted.map((state) => `${grouped(summary[state])} ${state}`),
    ...(bytesCopied > 0 ? [`${bytes(bytesCopied)} copied`] : []),
    ...(bytesMounted > 0 ? [`${bytes(bytesMounted)} mounted`] : []),
    ...(coverage === null ? [] : [`coverage ${percent(coverage)}`]),
  ];
  const stopped = interrupted ? `; interrupted by ${interrupted}: what is not listed here is unknown` : '';
  const part = shard ? `, shard ${formatShard(shard)}` : '';
  const what = command === 'prune' ? 'Summary' : `Summary of ${printable(snapshot)}${part}`;
  return `${what}: ${figures.join(', ')}; ${count(requests, 'request')} in ${duration.toFixed(1)} s${stopped}.`;
}

/** Never 100 when something lacks. */
function percent(share: number): string {
  return share === 1 ? '100 %' : `${(Math.floor(share * 10_000) / 100).toFixed(2)} %`;
}
