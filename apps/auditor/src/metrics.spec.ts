import { expect, it } from 'vitest';
import { AuditorMetrics } from './metrics.js';

const now = Date.UTC(2026, 0, 2);

async function linesOf(metrics: AuditorMetrics): Promise<readonly string[]> {
  return (await metrics.render()).split('\n').filter((line) => !line.startsWith('#'));
}

function metricsWith(options: Partial<ConstructorParameters<typeof AuditorMetrics>[0]> = {}): AuditorMetrics {
  return new AuditorMetrics({ manifestsReadAt: () => now, process: false, clock: () => now, ...options });
}

it('tells how old the oldest events are that wait for a verdict and for an alert', async () => {
  const oldest = (waitsFor: 'verdict' | 'alert') => (waitsFor === 'verdict' ? now - 90_000 : undefined);
  const lines = await linesOf(metricsWith({ backlog: { oldest } }));
  expect(lines).toContain('cip_auditor_oldest_unjudged_age_seconds 90');
  expect(lines).toContain('cip_auditor_oldest_unalerted_age_seconds 0');
});

it('counts what each sink accepted, refused and was not even given, however often it is asked', async () => {
  const sinks = () => [{ name: 'webhook', downSince: now, accepted: 3, refused: 2, untried: 5 }];
  const metrics = metricsWith({ sinks });
  await metrics.render();
  const lines = await linesOf(metrics);
  expect(lines).toContain('cip_auditor_alerts_total{sink="webhook",outcome="accepted"} 3');
  expect(lines).toContain('cip_auditor_alerts_total{sink="webhook",outcome="refused"} 2');
  expect(lines).toContain('cip_auditor_alerts_total{sink="webhook",outcome="untried"} 5');
  expect(lines).toContain('cip_auditor_sink_up{sink="webhook"} 0');
});

it('tells when each watched registry was last heard of', async () => {
  const metrics = metricsWith();
  metrics.watches('eu.example');
  metrics.watches('us.example');
  metrics.eventOf('us.example', now);
  const lines = await linesOf(metrics);
  expect(lines).toContain('cip_auditor_registry_last_event_timestamp_seconds{registry="eu.example"} 0');
  expect(lines).toContain(
    `cip_auditor_registry_last_event_timestamp_seconds{registry="us.example"} ${now / 1000}`,
  );
});
