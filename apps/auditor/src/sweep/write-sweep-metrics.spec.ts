import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Drift } from '@cip/audit';
import { driftReport } from '@cip/report';
import { TemporaryFolders } from '@cip/testing';
import { afterAll, expect, it } from 'vitest';
import { writeSweepMetrics } from './write-sweep-metrics.js';

const folders = new TemporaryFolders();
afterAll(() => folders.remove());

const now = Date.UTC(2026, 0, 2);
const registries = ['eu.example/prod', 'us.example/prod', 'us.example/other'];

async function written(drift: readonly Drift[], interrupted?: 'SIGTERM'): Promise<readonly string[]> {
  const file = path.join(await folders.create(), 'sweep.prom');
  const report = driftReport(drift, {
    repositories: 2,
    requests: 2,
    revision: 'c0ffee',
    completeness: { kind: 'complete', parts: [] },
    invalid: [],
    ...(interrupted && { interrupted }),
  });
  await writeSweepMetrics(report, registries, file, now);
  return (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

const sweptAt = (registry: string): string =>
  `cip_auditor_registry_last_sweep_timestamp_seconds{registry="${registry}"} ${now / 1000}`;

it('says when each registry was last read as a whole, and how much drift there is', async () => {
  const lines = await written([{ kind: 'missing', repository: 'eu.example/prod/app', explanation: 'gone' }]);
  expect(lines).toEqual(expect.arrayContaining([sweptAt('eu.example'), sweptAt('us.example')]));
  expect(lines).toContain('cip_auditor_sweep_drift{kind="missing"} 1');
  expect(lines).toContain('cip_auditor_sweep_drift{kind="unexpected"} 0');
});

it('leaves out a registry that could not be read', async () => {
  const lines = await written([
    { kind: 'unreachable', repository: 'eu.example/prod/app', explanation: 'no answer' },
  ]);
  expect(lines).toContain(sweptAt('us.example'));
  expect(lines.join('\n')).not.toContain('eu.example');
});

it('leaves out all of them when it was interrupted', async () => {
  expect((await written([], 'SIGTERM')).join('\n')).not.toContain('last_sweep');
});
