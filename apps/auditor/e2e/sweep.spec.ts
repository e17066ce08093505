import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  buildImage,
  buildMultiPlatform,
  type CommandOptions,
  type Image,
  type Fleet,
  noFleet,
  noRealRegistry,
  pushImage,
  realRegistry,
  startCommand,
  startFleet,
  startRegistry,
  TemporaryFolders,
  writeFiles,
  writeTree,
} from '@cip/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { runAuditor } from './start-auditor.js';

interface Report {
  readonly summary: Readonly<Record<string, number>>;
  readonly shard?: { readonly index: number; readonly count: number };
  readonly completeness: { readonly kind: string; readonly parts: readonly object[] };
  readonly invalid: readonly string[];
  readonly items: readonly {
    readonly kind: string;
    readonly repository: string;
    readonly digest?: string;
    readonly tag?: string;
  }[];
}

const folders = new TemporaryFolders();
afterAll(() => folders.remove());

const image = buildImage('image');
const index = buildMultiPlatform('index', { layers: 1 });
const rogue = buildImage('rogue');

/** A tree that promises an image and an index to these registries. */
async function treeFor(...hosts: readonly string[]): Promise<string> {
  const folder = await folders.create();
  const app = { [image.descriptor.digest]: ['v1'], [index.descriptor.digest]: ['v2'] };
  await writeTree(folder, {
    project: {
      source: 'gcr.io/staging',
      destinations: hosts.map((host) => `${host}/prod`),
      images: { app },
    },
  });
  return folder;
}

async function sweep(tree: string, more: readonly string[] = [], options: CommandOptions = {}) {
  const quick = ['--grace', '0', '--rps-per-host', '0', '--retry-deadline', '1s', '--idle-timeout', '2s'];
  const args = ['sweep', '--manifests', tree, '--format', 'json', ...quick, ...more];
  const result = await runAuditor(args, { timeout: 240_000, ...options });
  return { ...result, report: JSON.parse(result.stdout) as Report };
}

function linesOf({ items }: Report): string[] {
  return items.map(
    ({ kind, repository, tag = '-' }) => `${kind} ${repository.replace(/^[^/]*\//, '')} ${tag}`,
  );
}

/** Receives alerts, and takes them or not. */
async function startWebhook(status: number) {
  const messages: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      messages.push((JSON.parse(body) as { message: string }).message);
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, messages, [Symbol.asyncDispose]: close };
}

describe('a configuration beside the manifests', () => {
  /** A sweep of a production that has all that is promised. */
  async function sweepWith(files: Readonly<Record<string, string>>) {
    await using production = await startRegistry();
    production.seed('prod/app', image, ['v1']);
    production.seed('prod/app', index, ['v2']);
    const tree = await treeFor(production.host);
    await writeFiles(tree, files);
    return await sweep(tree);
  }

  it('that cannot be used is reported, and everything is compared', async () => {
    const { code, report, stderr } = await sweepWith({ '.cip.yaml': 'registries: {gcr.io: {rps: fast}}\n' });
    expect(code).toBe(1);
    expect(report.items).toEqual([]);
    expect(stderr).toContain('.cip.yaml:1 configuration: "fast" is not a rate');
  });

  it('counts under its former name, with a warning', async () => {
    const { code, stderr } = await sweepWith({ '.cip-lint.yaml': 'registries: {gcr.io: {rps: 5}}\n' });
    expect(code).toBe(0);
    expect(stderr).toContain('.cip-lint.yaml is called .cip.yaml now');
  });
});

const page = '<!doctype html><title>Welcome</title>';

describe('a registry that does not say which repositories it has', () => {
  it.each<[string, number, string]>([
    ['401', 401, '{}'],
    ['403', 403, '{}'],
    ['404', 404, '{}'],
    ['400', 400, '{}'],
    ['HTML', 200, page],
    ['{}', 200, '{}'],
    ['null', 200, '{"repositories":null}'],
    ['no list', 200, '{"repositories":{"a":1}}'],
    ['an empty list', 200, '{"repositories":[]}'],
    ['500', 500, '{}'],
  ])('%s is not a registry without drift', async (_, status, body) => {
    await using production = await startRegistry();
    production.seed('prod/app', image, ['v1']);
    production.seed('prod/app', index, ['v2']);
    production.seed('prod/rogue', rogue, ['latest']);
    const tree = await treeFor(production.host);
    const whole = await sweep(tree);
    expect(linesOf(whole.report)).toEqual(['unexpected prod/rogue latest']);
    const type = body === page ? 'text/html' : 'application/json';
    const match = { kind: 'catalog', times: Infinity } as const;
    production.fault({ action: 'status', status, body, headers: { 'content-type': type }, match });
    const { code, report } = await sweep(tree);
    expect(code).toBe(1);
    expect(linesOf(report)).toEqual([expect.stringMatching(/^(unreachable|unreadable) prod -$/)]);
    expect(report.completeness.kind).toBe('unknown');
    const promised = await sweep(tree, ['--promised-only']);
    expect([promised.code, promised.report.items]).toEqual([0, []]);
    expect(promised.report.completeness).toMatchObject({ kind: 'unknown' });
  });

  it('and lists tags only is known as far as that goes', async () => {
    await using production = await startRegistry();
    production.seed('prod/app', image, ['v1']);
    production.seed('prod/app', index, ['v2']);
    const { code, report } = await sweep(await treeFor(production.host));
    const parts = [{ kind: 'tags-only', repositories: [`${production.host}/prod/app`] }];
    expect(report).toMatchObject({ items: [], completeness: { kind: 'tags-only', parts } });
    expect(code).toBe(0);
  });
});

it.each([
  ['by an argument', (tree: string) => [[tree], '/', {}] as const],
  [
    'by an argument, whatever a variable says',
    (tree: string) => [[tree], '/', { CIP_MANIFESTS: 'x' }] as const,
  ],
  ['in the working directory', (tree: string) => [[], tree, {}] as const],
])('manifests are found %s', async (_, where) => {
  await using production = await startRegistry({ google: true });
  production.seed('prod/app', image, ['v1']);
  production.seed('prod/app', index, ['v2']);
  const [args, cwd, env] = where(await treeFor(production.host));
  const { code, stdout, stderr } = await runAuditor(['sweep', ...args, '--grace', '0'], { cwd, env });
  expect(code, stdout + stderr).toBe(0);
});

describe('two regions', () => {
  async function startPair(
    change: (host: Awaited<ReturnType<typeof startRegistry>>) => void = () => undefined,
  ) {
    const regions = [await startRegistry({ google: true }), await startRegistry({ google: true })] as const;
    for (const registry of regions) {
      registry.seed('prod/app', image, ['v1']);
      registry.seed('prod/app', index, ['v2']);
      change(registry);
    }
    const close = async (): Promise<void> => {
      await Promise.all(regions.map((registry) => registry.close()));
    };
    const tree = await treeFor(...regions.map(({ host }) => host));
    return { regions, tree, [Symbol.asyncDispose]: close };
  }

  it('that are as promised give no drift and exit code 0', async () => {
    await using world = await startPair();
    const { code, report } = await sweep(world.tree);
    expect([code, report.items]).toEqual([0, []]);
    expect(report.summary).toMatchObject({ repositories: 2, missing: 0, unexpected: 0 });
  });

  it('that lost the same are one alert, and files are left for Prow', async () => {
    await using world = await startPair((registry) => registry.deleteTag('prod/app', 'v1'));
    await using webhook = await startWebhook(200);
    const artifacts = await folders.create();
    const more = ['--alert-webhook', webhook.url];
    const { code, report } = await sweep(world.tree, more, { env: { ARTIFACTS: artifacts } });
    expect(code).toBe(1);
    expect(linesOf(report)).toEqual(['missing prod/app v1', 'missing prod/app v1']);
    expect(webhook.messages).toEqual([`DRIFT missing: app:v1@${image.descriptor.digest}`]);
    expect(JSON.parse(await readFile(path.join(artifacts, 'cip-auditor.json'), 'utf8'))).toEqual(report);
    expect(await readFile(path.join(artifacts, 'junit_cip-auditor.xml'), 'utf8')).toContain('failures="2"');
  });

  it('are split where --shard says so, each thing told once', async () => {
    await using world = await startPair((registry) => registry.deleteTag('prod/app', 'v1'));
    await using webhook = await startWebhook(200);
    await writeTree(world.tree, {
      broken: {
        source: 'gcr.io/staging',
        destinations: ['gcr.io/prod'],
        images: { bad: { 'sha256:1': [] } },
      },
    });
    const more = ['--alert-webhook', webhook.url];
    const whole = await sweep(world.tree);
    const parts = [];
    for (const env of [0, 1, 2].map((index) => ({ JOB_COMPLETION_INDEX: String(index) }))) {
      parts.push(await sweep(world.tree, [...more, '--shard', 'auto/3'], { env }));
    }
    const reports = parts.map(({ report }) => report);
    expect(reports.map(({ shard }) => shard)).toEqual([0, 1, 2].map((index) => ({ index, count: 3 })));
    expect(reports.flatMap(linesOf).sort()).toEqual(linesOf(whole.report).sort());
    expect(reports.map(({ invalid }) => invalid.length)).toEqual([1, 0, 0]);
    expect(webhook.messages.filter((message) => message.includes('invalid'))).toHaveLength(1);
  });

  it('are all compared without --shard, whatever the environment says', async () => {
    await using world = await startPair();
    const env = { CLOUD_RUN_TASK_INDEX: '0', CLOUD_RUN_TASK_COUNT: '1000', JOB_COMPLETION_INDEX: '7' };
    const { report } = await sweep(world.tree, [], { env });
    expect(report.summary['repositories']).toBe(2);
    expect(report).not.toHaveProperty('shard');
  });

  it('whose alert nobody takes say so', async () => {
    await using world = await startPair((registry) => {
      registry.seed('prod/own', rogue, ['x']);
    });
    await using webhook = await startWebhook(400);
    const { code, stderr } = await sweep(world.tree, ['--alert-webhook', webhook.url]);
    expect(code).toBe(1);
    expect(stderr).toContain('an alert was not accepted');
  });

  it('of which one does not answer, stopped by a signal, give what was found', async () => {
    await using world = await startPair((registry) => registry.deleteTag('prod/app', 'v1'));
    const [first, second] = world.regions;
    const gate = second.gate({ kind: 'tags' });
    const main = fileURLToPath(new URL('../../../dist/apps/auditor/main.js', import.meta.url));
    const args = ['sweep', '--manifests', world.tree, '--format', 'json', '--idle-timeout', '60s'];
    const running = startCommand(main, args, { timeout: 60_000 });
    await gate.arrived;
    while (first.count({ kind: 'manifest' }) === 0) await new Promise((resolve) => setImmediate(resolve));
    await first.idle();
    running.kill('SIGTERM');
    const result = await running.finished;
    gate.open();
    expect(result.code).toBe(143);
    expect(JSON.parse(result.stdout)).toMatchObject({ interrupted: 'SIGTERM', command: 'sweep' });
  });
});

describe('a docker-registry', () => {
  const push = (host: string, name: string, one: Image, tag: string) => pushImage(host, name, one, [tag]);

  it('has no drift until somebody adds to it', async ({ skip }) => {
    const started = await realRegistry();
    if (!started) return skip(noRealRegistry);
    await using registry = started;
    await push(registry.host, 'prod/app', image, 'v1');
    await push(registry.host, 'prod/app', index, 'v2');
    const tree = await treeFor(registry.host);
    expect((await sweep(tree, ['--deep'])).report.items).toEqual([]);
    await push(registry.host, 'prod/app', rogue, 'v1');
    await push(registry.host, 'prod/app', rogue, 'latest');
    await push(registry.host, 'prod/own', rogue, 'x');
    const { code, report } = await sweep(tree, ['--deep']);
    expect(code).toBe(1);
    expect(linesOf(report).sort()).toEqual([
      'tag-moved prod/app v1',
      'unexpected prod/app latest',
      'unexpected prod/own x',
    ]);
  });
});

const shape = process.env['CIP_TEST_TREE'] ?? '';

/** 20 destination registries in the shape of a real tree; two more hold nothing. */
async function startRegions(images: number, promoted: number): Promise<Fleet | undefined> {
  if (shape === '') return undefined;
  const workload = { shape, images, promoted, seed: 11, production: 22 };
  return startFleet({ workload, flags: { rps: 83 } });
}

function foundIn({ items }: Report): string[] {
  return items
    .map(({ kind, repository, digest, tag = '-' }) => `${kind} ${repository}@${digest},${tag}`)
    .sort();
}

describe('a fleet in the shape of a real tree', () => {
  it('of which 95 % are promoted lacks exactly the rest', { timeout: 300_000 }, async ({ skip }) => {
    const started = await startRegions(1000, 0.95);
    if (!started) return skip(noFleet);
    await using fleet = started;
    const tree = fleet.workload?.folder ?? '';
    const named = await digestsIn(tree);
    const wanted: string[] = [];
    for (const host of fleet.hosts.slice(1)) {
      const held = new Set(await fleet.digestSet(host));
      const lines = (await fleet.expected(host)).filter((line) => !held.has(line));
      // The children of a missing index are missing with it.
      const own = lines.filter((line) => named.has(/@([^,]*)/.exec(line)?.[1] ?? ''));
      wanted.push(...own.map((line) => `missing ${host}/${line}`));
    }
    const { code, report } = await sweep(tree);
    expect(code).toBe(1);
    expect(foundIn(report)).toEqual(wanted.sort());
    expect(wanted.length).toBeGreaterThan(1000);
    const { total } = await fleet.stats();
    expect(report.summary['requests']).toBe(total.requests);
    // A listing for each repository and the paths between, and a read for each index, in one region or a few.
    expect(total.requests).toBeLessThan(2 * (report.summary['repositories'] ?? 0));
  });

  it('that somebody changed by hand differs exactly there', { timeout: 300_000 }, async ({ skip }) => {
    const started = await startRegions(300, 1);
    if (!started) return skip(noFleet);
    await using fleet = started;
    const tree = fleet.workload?.folder ?? '';
    expect((await sweep(tree)).report.items).toEqual([]);
    const host = await destinationOf(fleet);
    const tagged = (await fleet.digestSet(host)).filter((line) => /,v/.test(line));
    const [first = '', , , , , , other = ''] = tagged;
    const [moved, deleted] = [parts(first), parts(other)];
    await pushImage(host, moved.repository, rogue, [moved.tag]);
    const own = `${moved.repository}/own`;
    await pushImage(host, own, rogue, ['x']);
    const manifest = `http://${host}/v2/${deleted.repository}/manifests/${deleted.digest}`;
    expect((await fetch(manifest, { method: 'DELETE' })).status).toBe(202);
    const { code, report } = await sweep(tree);
    const stranger = rogue.descriptor.digest;
    expect(code).toBe(1);
    expect(foundIn(report)).toEqual(
      [
        `tag-moved ${host}/${moved.repository}@${stranger},${moved.tag}`,
        `unexpected ${host}/${own}@${stranger},x`,
        ...tagged
          .filter((line) => line.startsWith(`${deleted.repository}@${deleted.digest},`))
          .map((line) => `missing ${host}/${line}`),
      ].sort(),
    );
  });
});

function parts(line: string): { readonly repository: string; readonly digest: string; readonly tag: string } {
  const [, repository = '', digest = '', tag = ''] = /^(.*)@(.*),(.*)$/.exec(line) ?? [];
  return { repository, digest, tag };
}

async function digestsIn(tree: string): Promise<ReadonlySet<string>> {
  const files = await readdir(path.join(tree, 'images'), { recursive: true });
  const texts = files
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => readFile(path.join(tree, 'images', name), 'utf8'));
  return new Set((await Promise.all(texts)).flatMap((text) => text.match(/sha256:[0-9a-f]{64}/g) ?? []));
}

/** A region that holds something. */
async function destinationOf(fleet: Fleet): Promise<string> {
  for (const host of fleet.hosts.slice(1)) if ((await fleet.digestSet(host)).length > 100) return host;
  throw new Error('no region holds anything');
}
