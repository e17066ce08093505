import type { BackupRegion, BackupReport } from '@cip/report';
import { writeFileAtomic } from '@cip/runtime';
import type { Level } from '@cip/snapshot';
import { Gauge, Registry } from 'prom-client';

/**
 * Writes the figures of a run in the text format of Prometheus, for a node exporter's textfile collector. The time of the
 * last success is left out after a failure, so that its age is what to alert on. `now` in milliseconds since the epoch.
 */
export async function writeMetrics(report: BackupReport, file: string, now: number): Promise<void> {
  const { summary, regions = [] } = report;
  const registry = new Registry();
  const gauge = (name: string, help: string, value: number): void => {
    new Gauge({ name: `cip_backup_${name}`, help, registers: [registry] }).set(value);
  };
  const isWhole = regions.every(isComplete) && report.interrupted === undefined;
  gauge('last_run_timestamp_seconds', 'When the last run ended', now / 1000);
  const finished = regions.flatMap((region) => region.finished ?? []).map((time) => Date.parse(time));
  // A clock that went back finds an hour that was taken long ago: that is no fresh snapshot.
  if (isWhole)
    gauge(
      'last_complete_timestamp_seconds',
      'When all regions had a complete snapshot',
      Math.min(now, ...finished) / 1000,
    );
  gauge('regions', 'Prefixes of production that were backed up', summary.regions);
  gauge('images', 'Manifests in the snapshot', summary.images);
  gauge('copied_bytes', 'Bytes of blobs that were copied', summary.bytesCopied);
  gauge('mounted_bytes', 'Bytes of blobs that were mounted', summary.bytesMounted);
  gauge('requests', 'Requests sent to registries', summary.requests);
  gauge('duration_seconds', 'How long the run took', summary.duration);
  if (summary.coverage !== null)
    gauge('coverage_ratio', 'Share of promised digests in the backup', summary.coverage);
  const confirmed = regions
    .flatMap(({ confirmedSince }) => confirmedSince ?? [])
    .map((time) => Date.parse(time));
  if (confirmed.length > 0)
    gauge(
      'confirmed_timestamp_seconds',
      'Since when everything in the snapshots was seen in the backup',
      Math.min(...confirmed) / 1000,
    );
  const images = new Gauge({
    name: 'cip_backup_run_images',
    help: 'Images of the run by what became of them',
    labelNames: ['state'],
    registers: [registry],
  });
  for (const state of ['copied', 'mounted', 'existing', 'missing', 'failed'] as const) {
    images.set({ state }, summary[state]);
  }
  const complete = new Gauge({
    name: 'cip_backup_region_complete',
    help: 'Whether the region has the snapshot: 1 or 0',
    labelNames: ['from', 'to'],
    registers: [registry],
  });
  for (const region of regions) {
    const { from, to } = region;
    complete.set({ from, to }, isComplete(region) ? 1 : 0);
  }
  await writeFileAtomic(file, await registry.metrics());
}

function isComplete({ state }: BackupRegion): boolean {
  return state === 'complete' || state === 'already';
}

/**
 * Writes when a snapshot was last verified, at which level, and how many faults it has, in the same format. The time is left
 * out when there are faults.
 */
export async function writeVerifyMetrics(
  { summary }: BackupReport,
  level: Level,
  file: string,
  now: number,
): Promise<void> {
  const registry = new Registry();
  const gauge = (name: string, help: string, value: number): void => {
    const one = new Gauge({ name: `cip_backup_${name}`, help, labelNames: ['level'], registers: [registry] });
    one.set({ level }, value);
  };
  const faults = summary.missing + summary.corrupt + summary.failed;
  gauge('last_verify_timestamp_seconds', 'When the last verification ended', now / 1000);
  if (faults === 0)
    gauge('last_verified_timestamp_seconds', 'When a snapshot was last found to be sound', now / 1000);
  gauge('verify_faults', 'What is not as the record says', faults);
  gauge('verified_images', 'Manifests that were looked at', summary.images);
  await writeFileAtomic(file, await registry.metrics());
}
