export { exitCodeOf } from './exit-code.js';
export {
  type ItemState,
  planReport,
  promotionReport,
  type PromotionReport,
  type ReportItem,
  type ReportSummary,
  type RunFacts,
} from './promotion-report.js';
export { renderJson } from './render-json.js';
export { renderJunit } from './render-junit.js';
export { renderStats, type StatsRow } from './render-stats.js';
export { renderText, type TextOptions } from './render-text.js';
