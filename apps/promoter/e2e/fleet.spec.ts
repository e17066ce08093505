import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Fleet, noFleet, startFleet } from '@cip/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCip, temporaryFolder } from './run-cip.js';

interface Report {
  readonly summary: Readonly<Record<string, number>>;
  readonly items: readonly {
    readonly kind: string;
    readonly state: string;
    readonly where?: { readonly file: string; readonly line: number };
  }[];
}

const shape = process.env['CIP_TEST_TREE'] ?? '';
const noTree = 'CIP_TEST_TREE names no thin manifest tree';
const quota = { latency: '20ms', rps: 83 };

/** A fleet in the shape of the Kubernetes project's tree: 20 destination hosts, 95 % promoted. */
async function startWorkload(
  images: number,
  promoted = 0.95,
  flags: Readonly<Record<string, string | number | boolean>> = quota,
): Promise<Fleet | undefined> {
  if (shape === '') {
    if (process.env['CIP_REQUIRE_REAL_REGISTRY'] === '1') throw new Error(noTree);
    process.stderr.write(`skipped: ${noTree}\n`);
    return undefined;
  }
  const workload = { shape, images, promoted, seed: 11, production: 22 };
  return startFleet({ workload, flags });
}

async function promote(
  fleet: Fleet,
  ...more: string[]
): Promise<{ code: number; report: Report; stderr: string }> {
  const tree = fleet.workload?.folder ?? '';
  const quotas = ['--google-hosts', '127.0.0.1'];
  const args = [
    'promote',
    '--thin-manifest-dir',
    tree,
    '--format',
    'json',
    '--anonymous',
    ...quotas,
    ...more,
  ];
  const hosts = fleet.hosts.flatMap((host) => ['--plain-http', host]);
  const { code, stdout, stderr } = await runCip([...args, ...hosts], { cwd: tree, timeout: 240_000 });
  return { code, report: JSON.parse(stdout) as Report, stderr };
}

/** The hosts that the generated tree promotes to. */
async function destinations(fleet: Fleet): Promise<string[]> {
  const folder = path.join(fleet.workload?.folder ?? '', 'manifests');
  const named = new Set<string>();
  for (const project of await readdir(folder)) {
    const text = await readFile(path.join(folder, project, 'promoter-manifest.yaml'), 'utf8');
    for (const host of fleet.hosts.slice(1)) if (text.includes(`${host}/`)) named.add(host);
  }
  return [...named];
}

async function expectComplete(fleet: Fleet): Promise<void> {
  const hosts = await destinations(fleet);
  expect(hosts).toHaveLength(20);
  for (const host of hosts) {
    expect([...(await fleet.digestSet(host))].sort()).toEqual([...(await fleet.expected(host))].sort());
  }
}

function methods(counters: { readonly methods: Readonly<Record<string, number>> }): string[] {
  return Object.entries(counters.methods)
    .filter(([, count]) => count > 0)
    .map(([method]) => method)
    .sort();
}

describe('a promotion of 1,000 digests to 20 registries with quotas', () => {
  let fleet: Fleet | undefined;

  beforeAll(async () => {
    fleet = await startWorkload(1000);
  }, 120_000);
  afterAll(async () => fleet?.close());

  it('plans exactly what is missing with GET and HEAD alone', async ({ skip }) => {
    if (!fleet) return skip(noFleet);
    const { code, report } = await promote(fleet);
    expect(report.summary).toMatchObject({ planned: 1680, existing: 31_840, blocked: 0, failed: 0 });
    expect(code).toBe(0);
    // A HEAD for each tag that a repository would get that is not there.
    expect(methods((await fleet.stats()).total)).toEqual(['GET', 'HEAD']);
  });

  it('promotes it, and every host then holds what it should', { timeout: 240_000 }, async ({ skip }) => {
    if (!fleet) return skip(noFleet);
    await fleet.resetStats();
    const { code, report } = await promote(fleet, '--confirm');
    expect(report.summary).toMatchObject({
      planned: 0,
      promoted: 1680,
      existing: 31_840,
      blocked: 0,
      failed: 0,
    });
    expect(code).toBe(0);
    const { total } = await fleet.stats();
    expect(report.summary['requests']).toBe(total.requests);
    expect(total.tooManyRequests).toBeLessThanOrEqual(total.requests / 100);
    await expectComplete(fleet);
  });

  it('writes nothing the second time', async ({ skip }) => {
    if (!fleet) return skip(noFleet);
    await fleet.resetStats();
    const { code, report } = await promote(fleet, '--confirm');
    expect(report.summary).toMatchObject({ planned: 0, promoted: 0, existing: 33_520 });
    expect(code).toBe(0);
    expect(methods((await fleet.stats()).total)).toEqual(['GET']);
  });
});

describe('a digest that is too short, in a tree of 300 digests', () => {
  let fleet: Fleet | undefined;
  let bad = { file: '', line: 0 };

  beforeAll(async () => {
    fleet = await startWorkload(300);
    if (fleet) bad = await shortenOneDigest(fleet);
  }, 120_000);
  afterAll(async () => fleet?.close());

  it('is refused with --strict before any request', async ({ skip }) => {
    if (!fleet) return skip(noFleet);
    const { code, report } = await promote(fleet, '--confirm', '--strict');
    expect(code).toBe(2);
    expect(report.items).toMatchObject([
      { kind: 'invalid-manifest', state: 'blocked', where: { line: bad.line } },
    ]);
    expect((await fleet.stats()).total.requests).toBe(0);
  });

  it('stops itself only: everything else is promoted', async ({ skip }) => {
    if (!fleet) return skip(noFleet);
    const { code, report } = await promote(fleet, '--confirm');
    expect(code).toBe(1);
    expect(report.summary).toMatchObject({ planned: 0, blocked: 1, failed: 0 });
    expect(report.items.filter(({ state }) => state === 'blocked')).toMatchObject([
      { kind: 'invalid-manifest', where: { line: bad.line } },
    ]);
    const where = report.items.find(({ state }) => state === 'blocked')?.where;
    expect(where?.file).toBe(bad.file);
    // The entry was in place before the mistake was made, so every host is as after a complete promotion.
    await expectComplete(fleet);
  });
});

describe('three shards of a promotion of 40 digests', () => {
  it('end as one process would, with the same work between them', { timeout: 120_000 }, async ({ skip }) => {
    const fleet = await startWorkload(40, 0.5, {});
    if (!fleet) return skip(noFleet);
    await using running = fleet;
    const whole = await promote(running);
    const shards = ['0/3', '1/3', '2/3'].map((shard) =>
      promote(running, '--confirm', '--rps-per-host', '0', '--shard', shard),
    );
    const results = await Promise.all(shards);
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0]);
    const promoted = results.map(({ report }) => report.summary['promoted'] ?? 0);
    expect(promoted.reduce((sum, count) => sum + count)).toBe(whole.report.summary['planned']);
    expect(Math.min(...promoted)).toBeGreaterThan(0);
    await expectComplete(running);
  });
});

describe('a promotion of 40 digests through faults of every kind', () => {
  const faults = {
    ...{ 'fault-500': 0.02, 'fault-503': 0.02, 'fault-429': 0.02, 'fault-reset': 0.02 },
    ...{ 'fault-truncate': 0.02, 'fault-corrupt': 0.02, 'fault-put-lost': 0.02 },
  };
  const bearer = { auth: 'bearer', anonymous: 'none', 'token-ttl': '2s' };

  it.for([
    { of: 'with the Google extension', flags: {} },
    {
      of: 'without it, nor mounts, and with tokens of two seconds',
      flags: { plain: true, mount: false, ...bearer },
    },
  ])('comes to the right end on registries $of', { timeout: 120_000 }, async ({ flags }, { skip }) => {
    const fleet = await startWorkload(40, 0.5, { ...faults, ...flags });
    if (!fleet) return skip(noFleet);
    await using running = fleet;
    const home = await temporaryFolder();
    const auth = Buffer.from('fleet:fleet').toString('base64');
    const auths = Object.fromEntries(running.hosts.map((host) => [host, { auth }]));
    await writeFile(path.join(home, 'config.json'), JSON.stringify({ auths }));
    const tree = running.workload?.folder ?? '';
    const args = [
      'promote',
      '--thin-manifest-dir',
      tree,
      '--confirm',
      '--format',
      'json',
      '--rps-per-host',
      '0',
    ];
    const env = { DOCKER_CONFIG: home };
    const { code, stdout } = await runCip(args, { env, timeout: 100_000 });
    const { summary, items } = JSON.parse(stdout) as Report;
    expect(items.filter(({ state }) => state !== 'promoted')).toEqual([]);
    expect(summary).toMatchObject({ planned: 0, blocked: 0, failed: 0 });
    expect(code).toBe(0);
    await expectComplete(running);
  });
});

/** Cuts the last character of a digest that production has, and says where. */
async function shortenOneDigest(fleet: Fleet): Promise<{ file: string; line: number }> {
  const tree = fleet.workload?.folder ?? '';
  const [host = ''] = await destinations(fleet);
  const held = (await fleet.digestSet(host)).join('\n');
  for (const project of await readdir(path.join(tree, 'images'))) {
    const file = path.join(tree, 'images', project, 'images.yaml');
    const lines = (await readFile(file, 'utf8')).split('\n');
    const at = lines.findIndex((line) => held.includes(/sha256:[0-9a-f]{64}/.exec(line)?.[0] ?? 'none'));
    if (at < 0) continue;
    lines[at] = (lines[at] ?? '').replace(/(sha256:[0-9a-f]{63})[0-9a-f]/, '$1');
    await writeFile(file, lines.join('\n'));
    return { file: `images/${project}/images.yaml`, line: at + 1 };
  }
  throw new Error('the workload has nothing promoted');
}
