import type { RequestLedger } from '@cip/registry';
import { notableWaits, renderStats, type StatsRow, waitSentences } from '@cip/report';
import type { Screen } from './console.js';

type Ledger = Pick<RequestLedger, 'hosts' | 'waitTimes'>;

/** The ledger of requests, for people; beside a report that programs read it goes to stderr. */
export function printStats(ledger: Ledger, format: string, screen: Screen): void {
  printBeside(renderStats(rowsOf(ledger)), format, screen);
}

/** What a command tells of its requests besides its report: limits that took its time, and the ledger with `--stats`. */
export function printRequests(
  ledger: Ledger,
  { stats, format }: { readonly stats: boolean; readonly format: string },
  screen: Screen,
): void {
  const sentences = waitSentences(notableWaits(ledger.waitTimes()));
  if (sentences.length > 0) printBeside(`${sentences.join('\n')}\n`, format, screen);
  if (stats) printStats(ledger, format, screen);
}

function printBeside(text: string, format: string, screen: Screen): void {
  if (format === 'text') screen.print(`\n${text}`);
  else screen.progress.above(text);
}

function rowsOf(ledger: Ledger): StatsRow[] {
  const waited = new Map<string, number>();
  for (const { limit, of, ms } of ledger.waitTimes().waits) {
    if (limit !== 'rps-per-group') waited.set(of, (waited.get(of) ?? 0) + ms);
  }
  return ledger
    .hosts()
    .map(({ requests, ...row }) => ({ ...row, kinds: requests, waitedMs: waited.get(row.host) ?? 0 }));
}
