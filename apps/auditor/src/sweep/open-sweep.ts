import { warnOfConfiguration } from '@cip/cli';
import { openAlerts } from '../alerts/open-alerts.js';
import { collectEarly } from '../collect-early.js';
import type { CommandInput } from '../command-input.js';
import { openManifestsOf } from '../open-manifests.js';
import { openRegistry } from '../open-registry.js';
import { runSweep } from './run-sweep.js';
import type { SweepRequest } from './sweep-request.js';

/** A sweep with all its parts, which are closed at its end. Resolves with the exit code. */
export async function openSweep(
  request: SweepRequest,
  { env, version, signal, console }: CommandInput,
): Promise<number> {
  collectEarly();
  const { log } = console;
  const alerts = await openAlerts(request, { env, version, log });
  try {
    const manifests = await openManifestsOf({ ...request.manifests, signal });
    const { configuration } = manifests.current;
    warnOfConfiguration(configuration, log);
    const registry = openRegistry(request, configuration, log);
    try {
      return await runSweep(request, { manifests, registry, alerts, console, signal });
    } finally {
      await registry.close();
      await manifests.close();
    }
  } finally {
    await alerts.close();
  }
}
