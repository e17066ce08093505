import type { Console } from '@cip/cli';
import { ambiguousDigests, findStandings } from '@cip/manifest';
import { renderStandingsJson, renderStandingsText, standingsReport } from '@cip/report';
import { ExitCode, UsageError } from '@cip/runtime';
import type { FindRequest } from './find-request.js';
import { nearNames } from './near-names.js';
import { readLocation } from './read-location.js';

const mostDigests = 10;

/** Says where something stands in the manifests. Resolves with the exit code; throws `UsageError` when it may be several digests. */
export async function runFind(
  { asked, location, format }: FindRequest,
  console: Console,
  signal: AbortSignal,
): Promise<number> {
  const { tree } = await readLocation(location, { signal });
  const found = findStandings(tree, asked);
  const several = ambiguousDigests(found, asked);
  if (several.length > 0) throw ambiguous(asked, several);
  const mistakes = tree.problems.filter(({ severity }) => severity === 'error');
  const report = standingsReport(found, {
    asked,
    mistaken: new Set(mistakes.map(({ where }) => where.file)).size,
    near: found.length > 0 ? [] : nearNames(tree, asked),
  });
  const text = format === 'json' ? renderStandingsJson(report) : renderStandingsText(report, console);
  console.print(text);
  return found.length > 0 ? ExitCode.ok : ExitCode.complaint;
}

function ambiguous(asked: string, digests: readonly string[]): UsageError {
  const shown = digests.slice(0, mostDigests);
  const hidden = digests.length - shown.length;
  return new UsageError(`${asked}: ${digests.length} digests begin so`, [
    'Write more of it.',
    ...shown,
    ...(hidden > 0 ? [`(and ${hidden} more)`] : []),
  ]);
}
