export {
  type Alert,
  type Alerts,
  AlertsDownError,
  type AlertSink,
  type AlertSummary,
  type SummaryRow,
} from './alert.js';
export type { Answer, Auditor, HandleOptions, Received } from './auditor.js';
export { Backlog } from './backlog.js';
export { createAuditor } from './create-auditor.js';
export type { GivenVerdict } from './deliveries.js';
export { openJournal } from './journal.js';
export type { ManifestReader } from './knowledge-store.js';
export { probeBlob, probeManifest } from './probe.js';
export { createRetrier, type Retrier } from './retrier.js';
export type { Transaction } from './transaction.js';
export { referenceOf } from './transaction-of.js';
