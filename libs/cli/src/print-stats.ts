import type { RequestLedger } from '@cip/registry';
import { renderStats } from '@cip/report';
import type { Screen } from './console.js';

/** The ledger of requests, for people; beside a report that programs read it goes to stderr. */
export function printStats(ledger: Pick<RequestLedger, 'hosts'>, format: string, screen: Screen): void {
  const table = renderStats(ledger.hosts().map(({ requests, ...row }) => ({ ...row, kinds: requests })));
  if (format === 'text') screen.print(`\n${table}`);
  else screen.progress.above(table);
}
