import type { ReviewRow } from '@cip/policy';
import { jsonWithLists } from '../json-lines.js';
import type { LintReport } from './lint-report.js';

// Thousands of rows that name every region would be megabytes.
const mostRegistries = 3;

/**
 * The report as one JSON object, as `docs/cli/schema/lint-report.json` has it; each item and review row takes one line.
 * A row names its destination registries only when they are few.
 */
export function renderLintJson({ items, excepted, hidden, review, ...head }: LintReport): string {
  return jsonWithLists(head, {
    items,
    ...(excepted && { excepted }),
    ...(hidden && { hidden }),
    ...(review && { review: review.map(withFewRegistries) }),
  });
}

function withFewRegistries(row: ReviewRow): ReviewRow {
  const { registries = [], ...rest } = row;
  return registries.length > mostRegistries ? rest : row;
}
