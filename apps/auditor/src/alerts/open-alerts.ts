import type { Environment, Logger } from '@cip/runtime';
import type { AlertSink } from '@cip/watch';
import type { AlertsRequest } from '../request.js';
import { logLink } from './alert-link.js';
import { createAlerts, type SinkAlerts } from './create-alerts.js';
import { findProject } from './find-project.js';
import { openErrorReporting } from './open-error-reporting.js';
import { webhookSink } from './webhook-sink.js';

/** What the program that raises alerts is run with. */
export interface OpenAlertsInput {
  readonly env: Environment;
  readonly version: string;
  readonly log: Logger;
}

/** With every sink that the request names. */
export async function openAlerts(
  { alertWebhook, alertWebhookSecretFile: secretFile, errorReportingProject, alertLink: link }: AlertsRequest,
  { env, version, log }: OpenAlertsInput,
): Promise<SinkAlerts> {
  const projectId = await findProject(errorReportingProject, env);
  const reporting = await openErrorReporting({
    projectId,
    service: { name: 'cip-auditor', version },
    log,
  });
  const sinks: AlertSink[] = reporting ? [reporting] : [];
  if (alertWebhook !== undefined) {
    sinks.push(await webhookSink(alertWebhook, secretFile === undefined ? {} : { secretFile }));
  }
  const linkFrom = (since: Date): string | undefined =>
    link ?? (projectId === undefined ? undefined : logLink(projectId, since));
  return createAlerts({ sinks, log, linkFrom });
}
