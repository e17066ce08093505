import type { Logger } from '@cip/runtime';
import type { AlertSink } from '@cip/watch';
import { type ErrorReportingOptions, errorReportingSink } from './error-reporting-sink.js';
import { findProject } from './find-project.js';

/** The sink for Error Reporting, or undefined where there is no project, which the log says. Throws `UsageError`. */
export async function openErrorReporting(
  options: Omit<ErrorReportingOptions, 'projectId'> & {
    readonly projectId?: string;
    readonly log: Logger;
    readonly env?: Readonly<Record<string, string | undefined>>;
  },
): Promise<AlertSink | undefined> {
  const projectId = await findProject(options.projectId, options.env);
  if (projectId === undefined) {
    options.log.info('alerts are not reported to Error Reporting: no Google Cloud project is known');
    return undefined;
  }
  return errorReportingSink({ ...options, projectId });
}
