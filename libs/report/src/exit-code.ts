import type { PromotionReport } from './promotion-report.js';

/** The exit code that a report asks for: 1 when anything is blocked or failed. Steps left to do are no complaint. */
export function exitCodeOf(report: Pick<PromotionReport, 'summary'>): 0 | 1 {
  return report.summary.blocked > 0 || report.summary.failed > 0 ? 1 : 0;
}
