import type { Logger } from '@cip/runtime';
import type { AlertSink } from '@cip/watch';
import { type ErrorReportingOptions, errorReportingSink } from './error-reporting-sink.js';

/** The sink for Error Reporting, or undefined where there is no project, which the log says. */
export async function openErrorReporting(
  options: Omit<ErrorReportingOptions, 'projectId'> & {
    readonly projectId: string | undefined;
    readonly log: Logger;
  },
): Promise<AlertSink | undefined> {
  const { projectId } = options;
  if (projectId === undefined) {
    options.log.info('alerts are not reported to Error Reporting: no Google Cloud project is known');
    return undefined;
  }
  return errorReportingSink({ ...options, projectId });
}
