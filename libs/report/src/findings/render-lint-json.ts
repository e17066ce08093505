import { jsonWithLists } from '../json-lines.js';
import type { LintReport } from './lint-report.js';

/** The report as one JSON object, as `docs/cli/schema/lint-report.json` has it; each item and review row takes one line. */
export function renderLintJson({ version, command, summary, items, review }: LintReport): string {
  return jsonWithLists({ version, command, summary }, { items, ...(review && { review }) });
}
