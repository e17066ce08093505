import type { Difference } from '@cip/plan';
import { jsonWithLists } from '../json-lines.js';
import { orderedFailure } from '../ordered-failure.js';
import type { ComparisonReport } from './comparison-report.js';

/** The report as one JSON object, as `docs/cli/schema/comparison-report.json` has it; each item takes one line. */
export function renderComparisonJson(report: ComparisonReport): string {
  const { version, command, summary, completeness, interrupted, items } = report;
  const head = { version, command, summary, completeness, ...(interrupted && { interrupted }) };
  return jsonWithLists(head, { items: items.map(ordered) });
}

function ordered({ kind, repository, digest, tag, registry, reason, failure }: Difference): Difference {
  return {
    kind,
    repository,
    digest,
    ...(tag !== undefined && { tag }),
    registry,
    ...(reason !== undefined && { reason }),
    ...(failure && { failure: orderedFailure(failure) }),
  };
}
