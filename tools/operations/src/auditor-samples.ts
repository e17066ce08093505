import { AuditorMetrics, sweepMetrics } from '@cip/auditor';

/** What the auditor and its sweeps give to Prometheus, with a sample of each metric. */
export async function auditorSamples(): Promise<string> {
  const sinks = [{ name: 'webhook', accepted: 1, refused: 1, untried: 1 }];
  const metrics = new AuditorMetrics({ manifestsReadAt: () => 0, process: false, sinks: () => sinks });
  metrics.watches('registry.example');
  metrics.awaits(['registry.example/heartbeat']);
  return (await metrics.render()) + (await sweepMetrics({ items: [] }, ['registry.example/prod'], 0));
}
