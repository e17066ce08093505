// Apart from the other reports, so that only who puts reports together loads the validator of their schema.
export type { NamedReport } from './check-parts.js';
export { mergeReports } from './merge-reports.js';
export { parseShardReport, ReportFileError, type ShardReport } from './parse-shard-report.js';
export { isDryRun } from './shared-run.js';
export { unfinishedText } from './unfinished.js';
