import type { PromotionReport } from './promotion-report.js';

/**
 * The exit code that a report asks for: 1 when anything is blocked or failed, or a shard did not do its part. Steps left to
 * do are no complaint.
 */
export function exitCodeOf({ summary, unfinished }: Pick<PromotionReport, 'summary' | 'unfinished'>): 0 | 1 {
  return summary.blocked > 0 || summary.failed > 0 || unfinished ? 1 : 0;
}
