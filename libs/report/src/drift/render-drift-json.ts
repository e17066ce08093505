import { jsonWithLists, orderedShard } from '../json-lines.js';
import { orderedFailure } from '../ordered-failure.js';
import type { DriftReport } from './drift-report.js';

/** The report as one JSON object, as `docs/cli/schema/drift-report.json` has it; each item takes one line. */
export function renderDriftJson(report: DriftReport): string {
  const { version, command, summary, shard, revision, completeness, interrupted, invalid } = report;
  const items = report.items.map(({ kind, repository, digest, tag, explanation, failure }) => ({
    kind,
    repository,
    ...(digest !== undefined && { digest }),
    ...(tag !== undefined && { tag }),
    explanation,
    ...(failure && { failure: orderedFailure(failure) }),
  }));
  return jsonWithLists(
    {
      version,
      command,
      summary,
      ...(shard && { shard: orderedShard(shard) }),
      revision,
      completeness,
      ...(interrupted && { interrupted }),
    },
    { invalid, items },
  );
}
