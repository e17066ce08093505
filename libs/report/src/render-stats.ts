import { type Column, layOut } from './columns.js';
import { printable } from '@cip/oci';
import { painter } from './style.js';
import { bytes, grouped } from './words.js';

/** What was sent to one host: requests by kind, how many of them were repeated, bytes of bodies, and waits. */
export interface StatsRow {
  readonly host: string;
  readonly kinds: Readonly<Record<string, number>>;
  readonly retries: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Milliseconds that requests waited for a limit of this host, or because it refused. */
  readonly waitedMs?: number;
}

/** The ledger of requests for `--stats`: a line per host, a column per kind, and totals. */
export function renderStats(rows: readonly StatsRow[]): string {
  if (rows.length === 0) return 'No requests were sent.\n';
  const kinds = [...new Set(rows.flatMap((row) => Object.keys(row.kinds)))].sort();
  const hosts = [...rows].sort((a, b) => (a.host < b.host ? -1 : 1));
  const cells = hosts.map((row) => cellsOf(row, kinds));
  if (rows.length > 1) cells.push(cellsOf(totalOf(rows, kinds), kinds));
  const head = ['host', ...kinds.map(printable), 'requests', 'retries', 'received', 'sent'];
  if (rows.some(({ waitedMs = 0 }) => waitedMs > 0)) {
    head.push('waited');
    // Hosts are waited for at the same time, so there is no total.
    for (const [i, line] of cells.entries()) line.push(seconds(hosts[i]));
  }
  const columns = head.map((_, i): Column => ({ align: i === 0 ? 'left' : 'right' }));
  return `${layOut([head, ...cells], columns, painter(false)).join('\n')}\n`;
}

function cellsOf(row: StatsRow, kinds: readonly string[]): string[] {
  const amounts = kinds.map((kind) => row.kinds[kind] ?? 0);
  const sent = amounts.reduce((sum, amount) => sum + amount, 0);
  return [
    printable(row.host),
    ...[...amounts, sent, row.retries].map(grouped),
    bytes(row.bytesIn),
    bytes(row.bytesOut),
  ];
}

function seconds(row: StatsRow | undefined): string {
  return row ? `${((row.waitedMs ?? 0) / 1000).toFixed(1)} s` : '';
}

function totalOf(rows: readonly StatsRow[], kinds: readonly string[]): StatsRow {
  const total = (figure: (row: StatsRow) => number) => rows.reduce((sum, row) => sum + figure(row), 0);
  return {
    host: 'all hosts',
    kinds: Object.fromEntries(kinds.map((kind) => [kind, total((row) => row.kinds[kind] ?? 0)])),
    retries: total((row) => row.retries),
    bytesIn: total((row) => row.bytesIn),
    bytesOut: total((row) => row.bytesOut),
  };
}
