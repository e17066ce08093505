export { exitCodeOf } from './exit-code.js';
export {
  driftExitCode,
  type DriftFacts,
  driftReport,
  type DriftReport,
  type DriftSummary,
} from './drift/drift-report.js';
export { renderDriftJson } from './drift/render-drift-json.js';
export { renderDriftJunit } from './drift/render-drift-junit.js';
export { renderDriftText, type DriftTextOptions } from './drift/render-drift-text.js';
export { changesAccounts } from './findings/changed-accounts.js';
export type { LineAt } from './findings/finding-lines.js';
export type { FromTopOptions } from './findings/from-top.js';
export {
  type ExceptedItem,
  lintExitCode,
  type LintFacts,
  type LintItem,
  type LintPlace,
  lintReport,
  type LintReport,
  type LintSummary,
} from './findings/lint-report.js';
export { renderAnnotations } from './findings/render-annotations.js';
export { type LintHtmlOptions, renderLintHtml } from './findings/render-lint-html.js';
export { renderLintJson } from './findings/render-lint-json.js';
export { renderLintMarkdown } from './findings/render-lint-markdown.js';
export { type LintJunitOptions, renderLintJunit } from './findings/render-lint-junit.js';
export { type LintTextOptions, renderLintText } from './findings/render-lint-text.js';
export { renderReview, type ReviewOptions } from './findings/render-review.js';
export { renderReviewMarkdown } from './findings/render-review-markdown.js';
export { renderRule, renderRules, type RuleTextOptions } from './findings/render-rule.js';
export { renderSarif, type SarifOptions } from './findings/render-sarif.js';
export type { RuleFacts } from './findings/sarif-rule.js';
export {
  type ItemState,
  type OutcomeOf,
  planReport,
  promotionReport,
  type PromotionReport,
  type ReportItem,
  type ReportSummary,
  type RunFacts,
} from './promotion-report.js';
export type { SharedRun } from './shards/shared-run.js';
export type { Uncompared } from './shards/unfinished.js';
export { type HtmlOptions, renderHtml } from './render-html.js';
export { renderJson } from './render-json.js';
export { renderJunit } from './render-junit.js';
export { renderStats, type StatsRow } from './render-stats.js';
export { notableWaits, waitSentences, type Wait, type WaitTimes } from './waits.js';
export { renderText, type TextOptions } from './render-text.js';
export {
  type BackupCommand,
  backupExitCode,
  type BackupItem,
  type BackupRegion,
  backupReport,
  type BackupReport,
  type BackupState,
  type BackupSummary,
} from './backup/backup-report.js';
export { renderBackupJson } from './backup/render-backup-json.js';
export { type BackupTextOptions, renderBackupText } from './backup/render-backup-text.js';
export {
  type ListedSnapshot,
  renderListJson,
  renderListText,
  snapshotList,
  type SnapshotList,
} from './backup/snapshot-list.js';
export {
  renderStandingsJson,
  renderStandingsText,
  type StandingsTextOptions,
} from './standings/render-standings.js';
export { type StandingItem, standingsReport, type StandingsReport } from './standings/standings-report.js';
export { renderSigningJson } from './signing/render-signing-json.js';
export { renderSigningText, type SigningTextOptions } from './signing/render-signing-text.js';
export {
  type SignedItem,
  signingExitCode,
  signingReport,
  type SigningReport,
  type SigningState,
  type SigningSummary,
} from './signing/signing-report.js';
export { madeKindText } from './made-kinds.js';
export { renderVerificationJson } from './verification/render-verification-json.js';
export {
  renderVerificationText,
  type VerificationTextOptions,
} from './verification/render-verification-text.js';
export {
  type PromotionCheck,
  verificationExitCode,
  verificationReport,
  type VerificationReport,
  type VerifiedArtifact,
  type VerifiedImage,
} from './verification/verification-report.js';
export type { CarriedFound, CarriedKeeping, CarriedPlace } from './status/carried.js';
export { renderStatusHtml } from './status/render-status-html.js';
export { renderStatusJson } from './status/render-status-json.js';
export { renderStatusText, type StatusTextOptions } from './status/render-status-text.js';
export {
  statusExitCode,
  type StatusItem,
  statusReport,
  type StatusReport,
  type StatusSummary,
} from './status/status-report.js';
export {
  completenessNote,
  type KnownPart,
  type ReportedCompleteness,
  reportedCompleteness,
} from './reported-completeness.js';
export {
  type ContentsItem,
  contentsReport,
  type ContentsReport,
  type UnreadPart,
} from './contents/contents-report.js';
export { renderContentsCsv, renderContentsJson, renderContentsYaml } from './contents/render-contents.js';
export {
  comparisonExitCode,
  comparisonReport,
  type ComparisonReport,
  type ComparisonSummary,
} from './comparison/comparison-report.js';
export { renderComparisonJson } from './comparison/render-comparison-json.js';
export { type ComparisonTextOptions, renderComparisonText } from './comparison/render-comparison-text.js';
