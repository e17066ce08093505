import { driftKinds } from '@cip/audit';
import { hostOf } from '@cip/oci';
import type { DriftReport } from '@cip/report';
import { writeFileAtomic } from '@cip/runtime';
import { Gauge, Registry } from 'prom-client';

/** Writes what {@link sweepMetrics} gives, for a node exporter's textfile collector. */
export async function writeSweepMetrics(
  report: DriftReport,
  registries: readonly string[],
  file: string,
  now: number,
): Promise<void> {
  await writeFileAtomic(file, await sweepMetrics(report, registries, now));
}

/**
 * The figures of a sweep in the text format of Prometheus. The time is left out of a registry, a host, of which something
 * could not be read, and of all of them when the sweep was interrupted, so that its age is what to alert on. `now` in
 * milliseconds since the epoch.
 */
export async function sweepMetrics(
  report: Pick<DriftReport, 'items' | 'interrupted'>,
  registries: readonly string[],
  now: number,
): Promise<string> {
  const registry = new Registry();
  const swept = new Gauge({
    name: 'cip_auditor_registry_last_sweep_timestamp_seconds',
    help: 'When a sweep last read all of a registry.',
    labelNames: ['registry'],
    registers: [registry],
  });
  const drift = new Gauge({
    name: 'cip_auditor_sweep_drift',
    help: 'Differences that the last sweep found, by kind.',
    labelNames: ['kind'],
    registers: [registry],
  });
  const unread = new Set(report.items.filter(isUnread).map(({ repository }) => hostOf(repository)));
  const hosts = new Set(registries.map(hostOf));
  for (const host of report.interrupted === undefined ? hosts : []) {
    if (!unread.has(host)) swept.set({ registry: host }, now / 1000);
  }
  for (const kind of driftKinds) {
    drift.set({ kind }, report.items.filter((item) => item.kind === kind).length);
  }
  return registry.metrics();
}

function isUnread({ kind }: DriftReport['items'][number]): boolean {
  return kind === 'unreachable' || kind === 'unreadable';
}
