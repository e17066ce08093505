import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type PromotionReport, renderJson, renderJunit, renderStats, renderText } from '@cip/report';
import type { RequestLedger } from '@cip/registry';
import { UsageError, writeFileAtomic } from '@cip/runtime';
import type { Console } from './console.js';
import type { PromotionRequest } from './request.js';

// A log has no edge: nothing is cut in it.
const unlimited = 10_000;

/**
 * Makes sure, before anything is sent, that files can be written where the request wants them. Throws `UsageError`.
 */
export async function prepareFiles({ artifacts, output }: PromotionRequest): Promise<void> {
  if (artifacts !== undefined) {
    await mkdir(artifacts, { recursive: true }).catch(unwritable(`$ARTIFACTS (${artifacts})`));
    await access(artifacts, constants.W_OK).catch(unwritable(`$ARTIFACTS (${artifacts})`));
  }
  if (output !== undefined) {
    await access(path.dirname(output), constants.W_OK).catch(unwritable(`--output (${output})`));
  }
}

function unwritable(what: string): (cause: unknown) => never {
  return (cause) => {
    const remedy = 'Name a folder that exists and may be written to.';
    throw new UsageError(`${what}: nothing can be written there, so nothing was begun`, remedy, { cause });
  };
}

/** Prints the report in the format asked for, and leaves files where CI looks for them. */
export async function publishReport(
  report: PromotionReport,
  request: PromotionRequest,
  console: Console,
): Promise<void> {
  // First to people: whatever becomes of the files, what was done must be known.
  console.print(render(report, request, console));
  if (request.artifacts === undefined) return;
  await writeFileAtomic(path.join(request.artifacts, 'junit_cip.xml'), renderJunit(report));
  await writeFileAtomic(path.join(request.artifacts, 'cip.json'), renderJson(report));
}

function render(report: PromotionReport, request: PromotionRequest, console: Console): string {
  if (request.format === 'json') return renderJson(report);
  if (request.format === 'junit') return renderJunit(report);
  return renderText(report, {
    dryRun: !request.confirm,
    savedPlan: request.planFile !== undefined,
    color: console.color,
    width: console.width ?? unlimited,
  });
}

/** The ledger of requests, for people; beside a report that programs read it goes to the log. */
export function publishStats(ledger: RequestLedger, request: PromotionRequest, console: Console): void {
  if (!request.stats) return;
  const table = renderStats(ledger.hosts().map(({ requests, ...row }) => ({ ...row, kinds: requests })));
  if (request.format === 'text') console.print(`\n${table}`);
  else console.progress.above(table);
}
