import type { Console } from '@cip/cli';
import { ambiguousDigests, findStandings } from '@cip/manifest';
import { renderStandingsJson, renderStandingsText, standingsReport } from '@cip/report';
import { ExitCode } from '@cip/runtime';
import { ambiguousDigest } from '../ambiguous-digest.js';
import type { FindRequest } from './find-request.js';
import { nearNames } from './near-names.js';
import { readLocation } from './read-location.js';

/** Says where something stands in the manifests. Resolves with the exit code; throws `UsageError` when it may be several digests. */
export async function runFind(
  { asked, location, format }: FindRequest,
  console: Console,
  signal: AbortSignal,
): Promise<number> {
  const { tree } = await readLocation(location, { signal });
  const found = findStandings(tree, asked);
  const several = ambiguousDigests(found, asked);
  if (several.length > 0) throw ambiguousDigest(asked, several);
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
