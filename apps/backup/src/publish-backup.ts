import type { Console } from '@cip/cli';
import { type BackupReport, renderBackupJson, renderBackupText } from '@cip/report';
import type { ReportFormat } from './flags.js';

// A log has no edge: nothing is cut in it.
const unlimited = 10_000;

/** Prints a report in the form asked for. */
export function publishBackup(
  report: BackupReport,
  { format, dryRun = false }: { readonly format: ReportFormat; readonly dryRun?: boolean },
  console: Console,
): void {
  const { color, width = unlimited } = console;
  console.print(
    format === 'json' ? renderBackupJson(report) : renderBackupText(report, { color, width, dryRun }),
  );
}
