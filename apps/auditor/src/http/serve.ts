import { accessHelp, reportWaits } from '@cip/cli';
import { createRegistry, defaultCredentials, type ReadOnlyRegistry } from '@cip/registry';
import type { Environment, Logger } from '@cip/runtime';
import type { AlertSink } from '@cip/watch';
import { logLink } from '../alerts/alert-link.js';
import { createAlerts, type SinkAlerts } from '../alerts/create-alerts.js';
import { findProject } from '../alerts/find-project.js';
import { openErrorReporting } from '../alerts/open-error-reporting.js';
import { webhookSink } from '../alerts/webhook-sink.js';
import { openManifests } from '../manifests/open-manifests.js';
import type { AlertsRequest, ServeRequest } from '../request.js';
import { collectEarly } from './collect-early.js';
import { invalidAlert } from './invalid-alert.js';
import { runService } from './run-service.js';

export interface ServeInput {
  readonly env: Environment;
  readonly version: string;
  readonly signal: AbortSignal;
  readonly log: Logger;
}

/** The service with all its parts, until it is told to end. */
export async function serve(request: ServeRequest, { env, version, signal, log }: ServeInput): Promise<void> {
  collectEarly();
  await runService(
    request,
    {
      registry: openRegistry(request, log),
      openAlerts: () => openAlerts(request, { env, version, log }),
      openManifests: (alerts, ended) =>
        openManifests({
          ...request.manifests,
          signal: ended,
          onInvalid: async (problems, revision) => {
            const alert = invalidAlert(problems, revision);
            log.error(alert.message, { revision });
            await alerts.raise(alert);
          },
        }),
    },
    { log, signal },
  );
}

/** Without the right to write. */
export function openRegistry(
  { registry, credentials }: Pick<ServeRequest, 'registry' | 'credentials'>,
  log: Logger,
): ReadOnlyRegistry {
  return createRegistry({
    ...registry,
    ...(credentials === 'found' && { credentials: defaultCredentials() }),
    accessHelp: accessHelp(credentials === 'found' ? 'found' : 'anonymous-by-default'),
    onWait: reportWaits(log),
  });
}

/** With every sink that the request names. */
export async function openAlerts(
  { alertWebhook, alertWebhookSecretFile: secretFile, errorReportingProject, alertLink: link }: AlertsRequest,
  { env, version, log }: Omit<ServeInput, 'signal'>,
): Promise<SinkAlerts> {
  const projectId = await findProject(errorReportingProject, env);
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
  const linkFrom = (since: Date): string | undefined =>
    link ?? (projectId === undefined ? undefined : logLink(projectId, since));
  return createAlerts({ sinks, log, linkFrom });
}
