import type { Environment, Logger } from '@cip/runtime';
import type { Alerts, AlertSink } from '@cip/watch';
import type { ServeRequest } from '../request.js';
import { createAlerts } from './create-alerts.js';
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
  {
    alertWebhook,
    alertWebhookSecretFile: secretFile,
    errorReportingProject: projectId,
  }: Pick<ServeRequest, 'alertWebhook' | 'alertWebhookSecretFile' | 'errorReportingProject'>,
  { env, version, log }: OpenAlertsInput,
): Promise<Alerts> {
  const reporting = await openErrorReporting({
    ...(projectId !== undefined && { projectId }),
    service: { name: 'cip-auditor', version },
    log,
    env,
  });
  const sinks: AlertSink[] = reporting ? [reporting] : [];
  if (alertWebhook !== undefined) {
    sinks.push(await webhookSink(alertWebhook, secretFile === undefined ? {} : { secretFile }));
  }
  return createAlerts({ sinks, log });
}
