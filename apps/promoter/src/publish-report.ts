import path from 'node:path';
import { type PromotionReport, renderJson, renderJunit, renderStats, renderText } from '@cip/report';
import { type RequestLedger } from '@cip/registry';
import { SignalError, writeFileAtomic } from '@cip/runtime';
import type { Console } from './console.js';
import type { PromotionRequest } from './request.js';

/** Prints the report in the format asked for, and leaves files where CI looks for them. */
export async function publishReport(
  report: PromotionReport,
  request: PromotionRequest,
  console: Console,
  signal: AbortSignal,
): Promise<void> {
  if (request.artifacts !== undefined) {
    await writeFileAtomic(path.join(request.artifacts, 'junit_cip.xml'), renderJunit(report));
    await writeFileAtomic(path.join(request.artifacts, 'cip.json'), renderJson(report));
  }
  console.print(render(report, request, console, signal));
}

function render(
  report: PromotionReport,
  request: PromotionRequest,
  console: Console,
  signal: AbortSignal,
): string {
  if (request.format === 'json') return renderJson(report);
  if (request.format === 'junit') return renderJunit(report);
  const reason: unknown = signal.reason;
  return renderText(report, {
    dryRun: !request.confirm,
    savedPlan: request.planFile !== undefined,
    color: console.color,
    ...(console.width !== undefined && { width: console.width }),
    ...(reason instanceof SignalError && { interrupted: reason.signal }),
  });
}

/** The ledger of requests, for people; beside a report that programs read it goes to the log. */
export function publishStats(ledger: RequestLedger, request: PromotionRequest, console: Console): void {
  if (!request.stats) return;
  const table = renderStats(ledger.hosts().map(({ requests, ...row }) => ({ ...row, kinds: requests })));
  if (request.format === 'text') console.print(`\n${table}`);
  else console.progress.above(table);
}
