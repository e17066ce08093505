import { type Fleet, noFleet, noKubernetesTree, startFleet } from '@cip/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hoursAgo, reportOf } from './run-cip-backup.js';

const [first, second] = [hoursAgo(2), hoursAgo(1)];
const shape = process.env['CIP_TEST_TREE'] ?? '';
const isRequired = process.env['CIP_REQUIRE_REAL_REGISTRY'] === '1';

async function startWorkload(images: number, production: number, seed = 11): Promise<Fleet | undefined> {
  if (shape === '') {
    if (isRequired) throw new Error(noKubernetesTree);
    return undefined;
  }
  return startFleet({ workload: { shape, images, promoted: 1, seed, production } });
}

/** What a host holds below a prefix, without the prefix. */
async function below(fleet: Fleet, host: string, prefix: string): Promise<string[]> {
  const lines = await fleet.digestSet(host);
  return lines.filter((line) => line.startsWith(`${prefix}/`)).map((line) => line.slice(prefix.length + 1));
}

/** The paths, one component long, below which a host holds anything. */
async function prefixesOf(fleet: Fleet, host: string): Promise<string[]> {
  return [...new Set((await fleet.digestSet(host)).map((line) => line.split('/', 1)[0] ?? ''))].sort();
}

/** Pairs each prefix of a host with a backup, or a restored production, on another one. */
function pairsOf(from: readonly string[], to: readonly string[]): string[] {
  return ['--from', from.join(), '--to', to.join()];
}

describe.each(['tree', 'incremental'] as const)(
  'three regions with untagged images, in the layout %s',
  (layout) => {
    let fleet: Fleet | undefined;

    beforeAll(async () => {
      fleet = await startWorkload(30, 22);
    }, 120_000);
    afterAll(async () => fleet?.close());

    it(
      'are restored exactly as they were, after production was changed',
      { timeout: 240_000 },
      async ({ skip }) => {
        if (!fleet) return skip(shape === '' ? noKubernetesTree : noFleet);
        const regions = await threeRegions(fleet);
        const store = fleet.hosts[0] ?? '';
        const from = regions.map(({ host, prefix }) => `${host}/${prefix}`);
        const to = regions.map((_, i) => `${store}/backup${i}`);
        const before = await Promise.all(regions.map(({ host, prefix }) => below(fleet!, host, prefix)));
        expect(before.every((lines) => lines.some((line) => line.endsWith(',-')))).toBe(true);
        const run = ['run', ...pairsOf(from, to), '--layout', layout];
        const taken = await reportOf([...run, '--hour', first]);
        expect(taken.regions).toMatchObject(from.map((name) => ({ from: name, state: 'complete' })));
        for (const [i, { host, prefix }] of regions.entries())
          await loseFirst(`${host}/${prefix}`, before[i] ?? []);
        await reportOf([...run, '--hour', second]);
        for (const [i, backup] of to.entries()) {
          for (const snapshot of [first, second]) {
            await reportOf(['verify', snapshot, '--backup', backup, '--level', 'blobs']);
          }
          const restored = `restored${i}`;
          await reportOf(['restore', first, '--backup', backup, '--to', `${store}/${restored}`, '--confirm']);
          expect(await below(fleet, store, restored)).toEqual(before[i]);
          await reportOf(['restore', first, '--backup', backup, '--to', from[i] ?? '', '--confirm']);
        }
        const after = await Promise.all(regions.map(({ host, prefix }) => below(fleet!, host, prefix)));
        expect(after).toEqual(before);
      },
    );
  },
);

async function threeRegions(fleet: Fleet): Promise<{ host: string; prefix: string }[]> {
  const regions = await Promise.all(
    fleet.hosts.slice(1).map(async (host) => ({ host, prefix: (await prefixesOf(fleet, host))[0] ?? '' })),
  );
  return regions.filter(({ prefix }) => prefix !== '').slice(0, 3);
}

/** Deletes the first manifest that has a tag. */
async function loseFirst(prefix: string, lines: readonly string[]): Promise<void> {
  const line = lines.find((one) => !one.endsWith(',-')) ?? '';
  const [, repository, digest] = /^(.*)@(sha256:[0-9a-f]+),/.exec(line) ?? [];
  const [host = '', ...path] = prefix.split('/');
  const url = `http://${host}/v2/${path.join('/')}/${repository}/manifests/${digest}`;
  expect((await fetch(url, { method: 'DELETE' })).status).toBe(202);
}

describe('the first backup of 500 images of one host', () => {
  // What gcrane cp -r 0.22.1 sends for this work, on the same fleet.
  const ofGcrane = 32_681;

  it.for(['tree', 'incremental'])(
    'takes at most half of the requests of gcrane, %s',
    { timeout: 240_000 },
    async (layout, { skip }) => {
      const fleet = await startWorkload(500, 22);
      if (!fleet) return skip(shape === '' ? noKubernetesTree : noFleet);
      await using running = fleet;
      const [{ host, prefix } = { host: '', prefix: '' }] = await threeRegions(running);
      const store = running.hosts[0] ?? '';
      await running.resetStats();
      const run = [
        'run',
        '--from',
        `${host}/${prefix}`,
        '--to',
        `${store}/backup`,
        '--layout',
        layout,
        '--hour',
        first,
      ];
      const { summary } = await reportOf(run);
      const { total } = await running.stats();
      expect(summary['requests']).toBe(total.requests);
      expect(summary['images']).toBeGreaterThan(500);
      expect(total.requests).toBeLessThanOrEqual(ofGcrane / 2);
    },
  );
});
