import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fleetProgram, noFleet, noKubernetesTree, startCommand, TemporaryFolders } from '@cip/testing';
import { afterAll, expect, it } from 'vitest';
import type { BenchReport } from '../src/side-by-side/report/bench-report.js';

const run = fileURLToPath(new URL('../run.mjs', import.meta.url));
const { CIP_TEST_FLEET = '', CIP_TEST_TREE = '' } = process.env;

const folders = new TemporaryFolders();
afterAll(() => folders.remove());

async function bench(...names: readonly string[]) {
  const out = await folders.create();
  const args = ['--runs', '1', '--scale', '0.002', '--out', out, ...names];
  const { code, stderr } = await startCommand(run, args, {
    env: { CIP_TEST_FLEET, CIP_TEST_TREE },
    timeout: 110_000,
  }).finished;
  const report = async (): Promise<BenchReport> =>
    JSON.parse(await readFile(path.join(out, 'bench.json'), 'utf8')) as BenchReport;
  return { code, stderr, report, page: () => readFile(path.join(out, 'bench.html'), 'utf8') };
}

it('names the scenarios that there are', async () => {
  const { code, stderr } = await bench('no-such-scenario');
  expect(code).toBe(2);
  expect(stderr).toMatch(/\[--runs N\][^]* {2}startup: print the version\n/);
});

it(
  'measures scenarios small, and each program comes to the right end',
  { timeout: 120_000 },
  async ({ skip }) => {
    if (CIP_TEST_TREE === '') return skip(noKubernetesTree);
    if ((await fleetProgram()) === undefined) return skip(noFleet);
    const names = ['startup', 'status', 'copy', 'backup-first', 'backup-idle', 'reconcile'];
    const { report, page } = await bench(...names);
    const { scenarios } = await report();
    expect(scenarios.map(({ name }) => name)).toEqual(names);
    const ours = scenarios.flatMap(({ contenders }) => contenders.filter(({ isOurs }) => isOurs));
    expect(ours.flatMap(({ failures }) => failures)).toEqual([]);
    expect(ours.every(({ figures }) => figures && figures.wall.median > 0)).toBe(true);
    const [copied] = scenarios.find(({ name }) => name === 'copy')?.contenders ?? [];
    expect(copied?.figures?.traffic?.hosts['source']?.['blobGet']).toBeGreaterThan(0);
    for (const name of names) expect(await page()).toContain(`<section id="${name}">`);
  },
);
