import type { LintItem } from './lint-report.js';

const order = ['error', 'warning', 'info'] as const;

/** Errors first, then warnings, then infos, each in the order given: readers that show only some show what counts. */
export function bySeverity(items: readonly LintItem[]): LintItem[] {
  return order.flatMap((severity) => items.filter((item) => item.severity === severity));
}
