import { openAlerts, type OpenAlertsInput } from '../alerts/open-alerts.js';
import { collectEarly } from '../collect-early.js';
import { openManifestsOf } from '../open-manifests.js';
import { openRegistry } from '../open-registry.js';
import type { ServeRequest } from '../request.js';
import { invalidAlert } from './invalid-alert.js';
import { runService } from './run-service.js';

export interface ServeInput extends OpenAlertsInput {
  readonly signal: AbortSignal;
}

/** The service with all its parts, until it is told to end. */
export async function serve(request: ServeRequest, { env, version, signal, log }: ServeInput): Promise<void> {
  collectEarly();
  await runService(
    request,
    {
      openRegistry: (configuration) => openRegistry(request, configuration, log),
      openAlerts: () => openAlerts(request, { env, version, log }),
      openManifests: (alerts, ended) =>
        openManifestsOf({
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
