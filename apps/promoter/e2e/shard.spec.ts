import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { formatShard, isMine, type Shard } from '@cip/oci';
import {
  buildImage,
  buildMultiPlatform,
  type Image,
  startRegistry,
  type TestRegistry,
  writeTree,
} from '@cip/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CipResult, runCip, type RunOptions, temporaryFolder } from './run-cip.js';
import { type JsonReport, reportOf } from './world.js';

type ShardReport = JsonReport & { readonly shard?: Shard };

const names = ['app', 'web', 'tools/fmt', 'tools/vet', 'proxy', 'agent', 'pause', 'etcd'];
const images: Readonly<Record<string, readonly [Image, Image]>> = Object.fromEntries(
  names.map((name, i) => [
    name,
    [i % 2 === 0 ? buildImage(name) : buildMultiPlatform(name, { layers: 1 }), buildImage(`${name} again`)],
  ]),
);

/** A staging and two production registries, of which `eu` lists everything and has a part already; a tree with one mistake. */
class Production implements AsyncDisposable {
  constructor(
    readonly staging: TestRegistry,
    readonly us: TestRegistry,
    readonly eu: TestRegistry,
    readonly folder: string,
  ) {}

  get registries(): readonly TestRegistry[] {
    return [this.us, this.eu];
  }

  get digestSets(): string[][] {
    return this.registries.map((registry) => [...registry.digestSet()].sort());
  }

  cip(args: readonly string[], options: RunOptions = {}): Promise<CipResult> {
    const quick = ['--rps-per-host', '0', '--retry-deadline', '10s', '--format', 'json'];
    return runCip([...args, '--thin-manifest-dir', '.', ...quick], { cwd: this.folder, ...options });
  }

  promote(...more: string[]): Promise<CipResult> {
    return this.cip(['promote', '--confirm', ...more]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.staging, ...this.registries].map((registry) => registry.close()));
  }
}

async function startProduction(): Promise<Production> {
  const [staging, us, eu] = [
    await startRegistry(),
    await startRegistry(),
    await startRegistry({ google: true }),
  ];
  const folder = await temporaryFolder();
  for (const [name, [first, second]] of Object.entries(images)) {
    staging.seed(`staging/${name}`, first, ['v1']);
    staging.seed(`staging/${name}`, second, ['v2']);
  }
  eu.seed('prod/app', images['app']![0], ['v1']);
  // The tag is taken.
  us.seed('prod/web', images['app']![0], ['v1']);
  await writeTree(folder, {
    project: {
      source: `${staging.host}/staging`,
      destinations: [`${us.host}/prod`, `${eu.host}/prod`],
      images: Object.fromEntries(
        Object.entries(images).map(([name, [first, second]]) => [
          name,
          { [first.descriptor.digest]: ['v1', '1.0'], [second.descriptor.digest]: [] },
        ]),
      ),
    },
    // Meets the images "tools/…" of the other project in their repositories.
    tools: {
      source: `${staging.host}/staging/tools`,
      destinations: [`${us.host}/prod/tools`, `${eu.host}/prod/tools`],
      images: { fmt: { [images['tools/fmt']![1].descriptor.digest]: ['v2'] } },
    },
    broken: {
      source: `${staging.host}/staging`,
      destinations: [`${us.host}/prod`],
      images: { bad: { 'sha256:12': ['v1'] } },
    },
  });
  return new Production(staging, us, eu, folder);
}

/** Items without what differs by the ports of registries. */
function told(report: ShardReport, production: Production): string[] {
  const text = report.items.map((item) => JSON.stringify(item));
  const { staging, us, eu } = production;
  return text
    .map((item) =>
      item.replaceAll(staging.host, 'staging').replaceAll(us.host, 'us').replaceAll(eu.host, 'eu'),
    )
    .sort();
}

/** The repositories that requests were for, and those that they asked to mount blobs from. */
function repositoriesAsked({ host, requests }: TestRegistry): string[] {
  const names = requests.flatMap(({ repository, url }) => {
    const from = new URL(url, 'http://registry.example').searchParams.get('from');
    return [repository, from ?? ''];
  });
  return names.filter((name) => name !== '').map((name) => `${host}/${name}`);
}

const shards = (count: number): Shard[] => Array.from({ length: count }, (_, index) => ({ index, count }));

describe('three shards', () => {
  let whole: Production;
  let parts: Production;
  let one: ShardReport;
  const reports: ShardReport[] = [];
  /** Of each shard, the repositories that it sent requests to. */
  const touched: string[][] = [];

  beforeAll(async () => {
    [whole, parts] = [await startProduction(), await startProduction()];
    one = reportOf(await whole.promote());
    for (const shard of shards(3)) {
      for (const registry of parts.registries) registry.resetCounts();
      reports.push(reportOf(await parts.promote('--shard', formatShard(shard))));
      touched.push(parts.registries.flatMap(repositoriesAsked));
    }
    return async () => {
      await Promise.all([whole, parts].map((each) => each[Symbol.asyncDispose]()));
    };
  }, 60_000);

  it.each(shards(3))('never send a request to a repository of another: $index', (shard) => {
    expect(reports[shard.index]!.shard).toEqual(shard);
    expect(touched[shard.index]!.length).toBeGreaterThan(0);
    expect(touched[shard.index]!.filter((name) => !isMine(name, shard))).toEqual([]);
  });

  it('end in what one process ends in', () => {
    expect(parts.digestSets).toEqual(whole.digestSets);
    expect(whole.digestSets[0]!.length).toBeGreaterThan(names.length * 3);
  });

  it('report what one process reports, each thing once', () => {
    expect(reports.flatMap((report) => told(report, parts)).sort()).toEqual(told(one, whole));
    for (const figure of ['promoted', 'existing', 'blocked', 'failed'] as const) {
      const sum = reports.reduce((total, { summary }) => total + summary[figure]!, 0);
      expect([figure, sum]).toEqual([figure, one.summary[figure]]);
    }
    expect(one.shard).toBeUndefined();
    expect(one.items.some(({ kind }) => kind === 'tag-moved')).toBe(true);
  });

  it('read the source no more often than one process', () => {
    const reads = ({ staging }: Production): number => staging.count({ method: 'GET' });
    expect(reads(parts)).toBe(reads(whole));
  });
});

it('an invalid manifest is told by the first shard, and fails it alone', async () => {
  await using production = await startProduction();
  production.us.deleteTag('prod/web', 'v1');
  const runs = await Promise.all(
    shards(2).map((shard) => production.cip(['plan', '--shard', formatShard(shard)])),
  );
  expect(runs.map(({ code }) => code)).toEqual([1, 0]);
  const invalid = runs.map((run) => reportOf(run).items.filter(({ kind }) => kind === 'invalid-manifest'));
  expect(invalid.map(({ length }) => length)).toEqual([1, 0]);
});

it('--strict stops every shard, and each says why', async () => {
  await using production = await startProduction();
  for (const shard of shards(2)) {
    const run = await production.promote('--strict', '--shard', formatShard(shard));
    expect(run.code).toBe(2);
    expect(reportOf(run)).toMatchObject({ shard, items: [{ kind: 'invalid-manifest' }] });
  }
  expect(production.registries.flatMap(({ requests }) => requests)).toEqual([]);
});

describe('--shard auto', () => {
  it.each([
    ['auto', { CLOUD_RUN_TASK_INDEX: '1', CLOUD_RUN_TASK_COUNT: '2' }],
    ['auto/2', { JOB_COMPLETION_INDEX: '1' }],
  ])('%s is told by the environment: %j', async (shard, env) => {
    await using production = await startProduction();
    const run = await production.cip(['plan', '--shard', shard], { env });
    expect(reportOf(run)).toMatchObject({ shard: { index: 1, count: 2 } });
  });

  it('is not meant by its absence: a job may have several tasks for another reason', async () => {
    await using production = await startProduction();
    const env = { CLOUD_RUN_TASK_INDEX: '1', CLOUD_RUN_TASK_COUNT: '2', JOB_COMPLETION_INDEX: '1' };
    const [plain, inJob] = [await production.cip(['plan']), await production.cip(['plan'], { env })];
    expect(inJob.stdout).toBe(plain.stdout);
    expect(reportOf(inJob)).not.toHaveProperty('shard');
  });

  it('without a count is wrong usage, and sends nothing', async () => {
    await using production = await startProduction();
    const run = await production.cip(['plan', '--shard', 'auto'], { env: { JOB_COMPLETION_INDEX: '1' } });
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain('Write --shard auto/N, with the completions of the Job as N');
    expect(production.registries.flatMap(({ requests }) => requests)).toEqual([]);
  });
});

describe('a saved plan', () => {
  it('of a shard knows its shard, and is refused to another', async () => {
    await using production = await startProduction();
    await production.cip(['plan', '--shard', '1/2', '-o', 'plan.json']);
    expect(JSON.parse(await readFile(path.join(production.folder, 'plan.json'), 'utf8'))).toMatchObject({
      shard: { index: 1, count: 2 },
    });
    const wrong = await production.promote('--plan', 'plan.json', '--shard', '0/2');
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
    expect(wrong.stderr).toContain('this is the plan of shard 1/2, and --shard says 0/2');
    const promoted = await production.promote('--plan', 'plan.json');
    const again = await production.promote('--plan', 'plan.json', '--shard', '1/2');
    expect(reportOf(promoted)).toMatchObject({ shard: { index: 1, count: 2 }, summary: { failed: 0 } });
    expect(reportOf(promoted).summary['promoted']).toBeGreaterThan(0);
    expect(reportOf(again)).toMatchObject({ shard: { index: 1, count: 2 }, summary: { failed: 0 } });
  });

  it('of a shard that somebody gave a step of another is refused', async () => {
    await using production = await startProduction();
    const file = path.join(production.folder, 'plan.json');
    await production.cip(['plan', '--shard', '1/2', '-o', 'plan.json']);
    await writeFile(file, (await readFile(file, 'utf8')).replace('"index": 1', '"index": 0'));
    const run = await production.promote('--plan', 'plan.json');
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain('is not in its shard 0/2');
  });

  it('for all is carried out by shards, each its part', async () => {
    await using production = await startProduction();
    await using whole = await startProduction();
    await production.cip(['plan', '-o', 'plan.json']);
    for (const shard of shards(3)) {
      const run = await production.promote('--plan', 'plan.json', '--shard', formatShard(shard));
      const { items } = reportOf(run);
      const named = items.filter(({ destination }) => destination !== '');
      expect(named.every(({ destination }) => isMine(destination, shard))).toBe(true);
    }
    await whole.promote();
    expect(production.digestSets).toEqual(whole.digestSets);
  });
});

it('shards that share a folder for reports leave one each', async () => {
  await using production = await startProduction();
  const artifacts = await temporaryFolder();
  for (const shard of ['0/2', '1/2']) {
    await production.cip(['plan', '--shard', shard], { env: { ARTIFACTS: artifacts } });
  }
  expect((await readdir(artifacts)).sort()).toEqual([
    'cip-0-of-2.json',
    'cip-1-of-2.json',
    'junit_cip-0-of-2.xml',
    'junit_cip-1-of-2.xml',
  ]);
});
