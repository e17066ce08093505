import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { formatDeviation } from '@cip/manifest';
import { lint } from '@cip/policy';
import { readThinTree } from '@cip/source';
import {
  buildArtifact,
  buildImage,
  buildIndex,
  buildMultiPlatform,
  type RegistryOptions,
  startRegistry,
  type TestRegistry,
} from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { type CipResult, runCip, startCip, temporaryFolder } from './run-cip.js';

interface Report {
  readonly summary: Readonly<Record<string, unknown>>;
  readonly items: readonly {
    readonly kind: string;
    readonly repository: string;
    readonly digest: string;
    readonly tag?: string;
    readonly registry: string;
    readonly reason?: string;
  }[];
}

const app = buildImage('app');
const other = buildImage('other');
const platforms = buildMultiPlatform('platforms', { layers: 1 });
const nested = buildIndex([buildMultiPlatform('inner', { layers: 1 }), buildImage('beside')]);
const untagged = buildImage('untagged');
const sbom = buildArtifact('sbom', { subject: app.descriptor });
const quick = ['--rps-per-host', '0', '--retry-deadline', '1s'];

const kinds = [
  { kind: 'everything', options: { google: true } },
  { kind: 'tags only', options: {} },
] as const;

/** An old registry with everything, and two new ones that are empty. */
class World implements AsyncDisposable {
  constructor(
    readonly old: TestRegistry,
    readonly us: TestRegistry,
    readonly eu: TestRegistry,
  ) {}

  get oldPrefix(): string {
    return `${this.old.host}/old`;
  }

  prefix(name: 'us' | 'eu'): string {
    return `${this[name].host}/new/${name}`;
  }

  get news(): string {
    return `${this.prefix('us')},${this.prefix('eu')}`;
  }

  compare(...more: string[]): Promise<CipResult> {
    return runCip(['compare', this.oldPrefix, this.news, ...quick, ...more]);
  }

  async report(...more: string[]): Promise<{ code: number; report: Report; stderr: string }> {
    const { code, stdout, stderr } = await this.compare('--format', 'json', ...more);
    return { code, report: JSON.parse(stdout) as Report, stderr };
  }

  resetCounts(): void {
    for (const registry of [this.old, this.us, this.eu]) registry.resetCounts();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.old, this.us, this.eu].map((registry) => registry.close()));
  }
}

function fill(registry: TestRegistry, prefix: string): void {
  registry.seed(`${prefix}/app`, app, ['v1', '1.10']);
  registry.seed(`${prefix}/app`, sbom);
  registry.seed(`${prefix}/build/tools`, platforms, ['latest']);
  registry.seed(`${prefix}/build/tools`, platforms.children[0]!, ['amd64']);
  registry.seed(`${prefix}/deep`, nested, ['v3']);
}

async function start(options: RegistryOptions): Promise<World> {
  const [old, us, eu] = [
    await startRegistry(options),
    await startRegistry(options),
    await startRegistry(options),
  ];
  fill(old, 'old');
  return new World(old, us, eu);
}

/** The same, where both new registries have everything and something besides. */
async function startEqual(options: RegistryOptions): Promise<World> {
  const world = await start(options);
  fill(world.us, 'new/us');
  fill(world.eu, 'new/eu');
  world.us.seed('new/us/app', other, ['v9']);
  world.eu.seed('new/eu/more', other, ['v9']);
  return world;
}

/** What a registry holds below a prefix, without the prefix. */
function below(registry: TestRegistry, prefix: string): string[] {
  const lines = registry.digestSet().filter((line) => line.startsWith(`${prefix}/`));
  return lines.map((line) => line.slice(prefix.length + 1));
}

function lastLine({ stdout }: CipResult): string {
  return stdout.trimEnd().split('\n').at(-1) ?? '';
}

describe.each(kinds)('of registries that list $kind', ({ options }) => {
  it('new ones that have more are complete, and an old one is complete in itself', async () => {
    await using world = await startEqual(options);
    const result = await world.compare();
    expect(lastLine(result)).toMatch(/^Yes: all of .*3 repositories, .* level listing/);
    expect(result.code).toBe(0);
    const itself = await runCip(['compare', world.oldPrefix, world.oldPrefix, ...quick]);
    expect(itself).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Yes: /m) as string });
  });

  it('what is missing is found and written down, and its promotion mends it', async () => {
    await using world = await startEqual(options);
    const { us, eu } = world;
    us.deleteManifest('new/us/build/tools', platforms.descriptor.digest);
    for (const child of platforms.children) us.deleteManifest('new/us/build/tools', child.descriptor.digest);
    us.deleteManifest('new/us/app', sbom.descriptor.digest);
    eu.deleteTag('new/eu/app', '1.10');
    const before = [us.digestSet(), eu.digestSet()];
    const folder = path.join(await temporaryFolder(), 'back-fill');
    const { code, report } = await world.report('--write-manifest', folder);
    expect(code).toBe(1);
    const inUs = { registry: world.prefix('us') };
    const tools = platforms.children.map(({ descriptor }) => descriptor.digest);
    expect(report.items).toHaveLength(7);
    expect(report.items).toEqual(
      expect.arrayContaining([
        { kind: 'missing-digest', repository: 'app', digest: sbom.descriptor.digest, ...inUs },
        { kind: 'missing-digest', repository: 'build/tools', digest: platforms.descriptor.digest, ...inUs },
        ...tools.map((digest) => ({ kind: 'missing-digest', repository: 'build/tools', digest, ...inUs })),
        {
          kind: 'missing-tag',
          repository: 'app',
          digest: app.descriptor.digest,
          tag: '1.10',
          registry: world.prefix('eu'),
        },
      ]),
    );
    const tree = await readThinTree({ directory: folder }, {});
    expect(tree.files.map((file) => formatDeviation(file))).toEqual([undefined, undefined]);
    expect(lint(tree).filter(({ severity }) => severity === 'error')).toEqual([]);
    const [manifest] = tree.manifests;
    expect(
      manifest?.images.flatMap(({ digests }) => digests.map(({ digest, tags }) => [digest, tags])),
    ).toEqual([
      ...[
        [app.descriptor.digest, ['1.10']],
        [sbom.descriptor.digest, []],
      ].sort(),
      ...[
        [platforms.descriptor.digest, ['latest']],
        [tools[0], ['amd64']],
      ].sort(),
    ]);
    const promoted = await runCip(['promote', '--thin-manifest-dir', folder, '--confirm', ...quick]);
    expect(promoted.code).toBe(0);
    const added = [us.digestSet(), eu.digestSet()].map((after, i) =>
      after.filter((line) => before[i]?.includes(line) !== true),
    );
    expect(added.map((lines) => lines.length)).toEqual([2 + platforms.children.length, 1]);
    expect((await world.compare()).code).toBe(0);
    expect(below(us, 'new/us')).toEqual(expect.arrayContaining(below(world.old, 'old')));
  });

  it('a tag on something else is told, and no manifest asks for it', async () => {
    await using world = await startEqual(options);
    world.us.setTag('new/us/app', 'v1', other.descriptor.digest);
    world.eu.deleteTag('new/eu/app', 'v1');
    const folder = path.join(await temporaryFolder(), 'back-fill');
    const { report, stderr } = await world.report('--write-manifest', folder);
    expect(report.items).toMatchObject(
      [
        { kind: 'missing-tag', tag: 'v1', registry: world.prefix('eu') },
        { kind: 'tag-differs', tag: 'v1', registry: world.prefix('us') },
      ].sort((a, b) => (a.registry < b.registry ? -1 : 1)),
    );
    expect(stderr).toContain('1 of the differences are not in the manifests');
    const { manifests } = await readThinTree({ directory: folder }, {});
    expect(manifests[0]?.destinations.map(({ name }) => name)).toEqual([world.prefix('eu')]);
    const promoted = await runCip(['promote', '--thin-manifest-dir', folder, '--confirm', ...quick]);
    expect(promoted.code).toBe(0);
    expect((await world.report()).report.items).toMatchObject([{ kind: 'tag-differs' }]);
  });

  it('what could not be read is unknown, and the rest is compared', async () => {
    await using world = await startEqual(options);
    const match = { kind: 'tags', repository: 'new/us/app', times: Infinity } as const;
    world.us.fault({ match, action: 'status', status: 500 });
    world.eu.deleteTag('new/eu/deep', 'v3');
    const result = await world.compare();
    expect(result.code).toBe(1);
    expect(result.stdout).toContain('Not read, so that nobody knows: 1 item');
    expect(lastLine(result)).toMatch(/^No: .*1 tag missing, 1 item not read/);
  });

  it('the same of the old one', async () => {
    await using world = await startEqual(options);
    const match = { kind: 'tags', repository: 'old/app', times: Infinity } as const;
    world.old.fault({ match, action: 'status', status: 500 });
    const { code, report } = await world.report();
    expect(code).toBe(1);
    expect(report.items).toMatchObject([
      { kind: 'unreachable', repository: 'app', digest: '', registry: world.oldPrefix },
    ]);
  });
});

describe('registries that list everything', () => {
  it('get one listing for each repository, and the old one for each prefix above', async () => {
    await using world = await startEqual({ google: true });
    expect((await world.compare()).code).toBe(0);
    // old, old/app, old/build, old/build/tools, old/deep
    expect(world.old.count()).toBe(5);
    expect(world.old.count({ kind: 'tags' })).toBe(5);
    for (const registry of [world.us, world.eu]) {
      expect(registry.count()).toBe(3);
      expect(registry.count({ kind: 'tags' })).toBe(3);
    }
  });

  it('are compared with what has no tag', async () => {
    await using world = await startEqual({ google: true });
    world.old.seed('old/app', untagged);
    const { report } = await world.report();
    expect(report.items.map(({ kind, digest }) => [kind, digest])).toEqual([
      ['missing-digest', untagged.descriptor.digest],
      ['missing-digest', untagged.descriptor.digest],
    ]);
  });

  it('tell equal regions in one line', async () => {
    await using world = await startEqual({ google: true });
    world.old.seed('old/app', other, ['v2']);
    const result = await world.compare();
    expect(result.stdout).toContain(
      `  tag     app  v2  ${other.descriptor.digest.slice(0, 19)}  in ${world.prefix('us')}`,
    );
    world.us.deleteManifest('new/us/app', other.descriptor.digest);
    const again = await world.compare();
    expect(again.stdout).toContain(`  digest  app  v2  ${other.descriptor.digest.slice(0, 19)}  in all 2`);
  });
});

describe('an old registry', () => {
  it.each([
    ['with nothing in it', { google: true }, 'nothing was found there'],
    ['that does not tell what it has', { catalog: false }, 'does not tell which repositories it has'],
  ])('%s proves nothing', async (_situation, options, reason) => {
    await using registry = await startRegistry(options);
    const result = await runCip(['compare', `${registry.host}/old`, `${registry.host}/new`, ...quick]);
    expect(result.code).toBe(1);
    expect(result.stdout).toContain(reason);
  });

  it('that lists tags only may have more than can be seen, which is said', async () => {
    await using world = await startEqual({});
    const { stdout, code } = await world.compare();
    expect(stdout).toMatch(/is known by its tags only \(\d+ repositor/);
    expect(code).toBe(0);
  });
});

describe('how closely it is looked', () => {
  const layer = [...app.blobs.keys()].at(-1)!;

  it('a blob that is not there is seen at the levels graph and blobs', async () => {
    await using world = await startEqual({ google: true });
    world.us.deleteBlob('new/us/app', layer);
    expect((await world.compare()).code).toBe(0);
    for (const level of ['graph', 'blobs']) {
      const { code, report } = await world.report('--level', level);
      expect(code).toBe(1);
      expect(report.items).toEqual([
        {
          kind: 'incomplete',
          repository: 'app',
          digest: app.descriptor.digest,
          registry: world.prefix('us'),
          reason: `the blob ${layer} is not there`,
        },
      ]);
    }
  });

  it('a byte that is not what it was is seen at the level blobs', async () => {
    await using world = await startEqual({ google: true });
    const match = { kind: 'blob', method: 'GET', reference: layer, times: Infinity } as const;
    world.eu.fault({ match, action: 'corrupt' });
    expect((await world.compare('--level', 'graph')).code).toBe(0);
    const { code, report } = await world.report('--level', 'blobs');
    expect(code).toBe(1);
    expect(report.items).toMatchObject([{ kind: 'incomplete', digest: app.descriptor.digest }]);
  });
});

/** The paths in a state file; a line that is being written does not count. */
async function settledIn(file: string): Promise<string[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').slice(1, -1);
  return lines.map((line) => (JSON.parse(line) as { repository: string }).repository);
}

describe('--state', () => {
  it('goes on with 2,000 repositories where it stopped', { timeout: 120_000 }, async () => {
    await using world = await start({ google: true });
    const names = Array.from({ length: 2000 }, (_, i) => `many/image-${i}`);
    for (const name of names) {
      world.old.seed(`old/${name}`, app, ['v1']);
      world.us.seed(`new/us/${name}`, app, ['v1']);
      world.eu.seed(`new/eu/${name}`, app, ['v1']);
    }
    fill(world.us, 'new/us');
    fill(world.eu, 'new/eu');
    const state = path.join(await temporaryFolder(), 'state.jsonl');
    const args = ['compare', world.oldPrefix, world.news, ...quick, '--state', state, '--format', 'json'];
    const running = startCip(args, { timeout: 100_000 });
    const stop = world.eu.onRequest(() => {
      if (world.eu.count() === 700) running.kill('SIGTERM');
    });
    const stopped = await running.finished;
    stop();
    expect(stopped.code).toBe(143);
    expect((JSON.parse(stopped.stdout) as { interrupted?: string }).interrupted).toBe('SIGTERM');
    const settled = await settledIn(state);
    expect(settled.length).toBeGreaterThan(500);
    expect(settled.length).toBeLessThan(900);

    world.resetCounts();
    const again = await runCip(args, { timeout: 100_000 });
    expect(again.code).toBe(0);
    const { summary } = JSON.parse(again.stdout) as Report;
    // 2,003 repositories, and above them old, old/many and old/build
    const open = 2006 - settled.length;
    expect(summary).toMatchObject({ complete: true, repositories: 2003 });
    expect(world.old.count()).toBe(open);
    expect(world.us.count({ kind: 'tags' })).toBe(2003 - Number(summary['settled']));
    expect(world.eu.count()).toBe(world.us.count());
    const asked = new Set(world.old.requests.map(({ repository }) => repository));
    expect(settled.filter((name) => asked.has(`old/${name}`))).toEqual([]);

    world.resetCounts();
    expect((await runCip(args)).code).toBe(0);
    expect(world.old.count() + world.us.count() + world.eu.count()).toBe(0);
  });

  it('has what was settled when the program was killed', async () => {
    await using world = await startEqual({ google: true });
    const state = path.join(await temporaryFolder(), 'state.jsonl');
    const gate = world.eu.gate({ kind: 'tags', repository: 'new/eu/deep' });
    const running = startCip(['compare', world.oldPrefix, world.news, ...quick, '--state', state]);
    await gate.arrived;
    let settled = await settledIn(state);
    const wanted = ['', 'app', 'build', 'build/tools'];
    const late = AbortSignal.timeout(10_000);
    while (!wanted.every((name) => settled.includes(name))) {
      late.throwIfAborted();
      await new Promise((resolve) => setImmediate(resolve));
      settled = await settledIn(state);
    }
    running.kill('SIGKILL');
    expect((await running.finished).signal).toBe('SIGKILL');
    gate.open();
    world.resetCounts();
    expect((await world.compare('--state', state)).code).toBe(0);
    expect(world.old.requests.map(({ repository }) => repository)).toEqual(['old/deep']);
  });

  it('compares again what differed and what was not read', async () => {
    await using world = await startEqual({ google: true });
    const state = path.join(await temporaryFolder(), 'state.jsonl');
    world.us.deleteTag('new/us/app', 'v1');
    const match = { kind: 'tags', repository: 'new/eu/deep', times: Infinity } as const;
    const fault = world.eu.fault({ match, action: 'status', status: 403 });
    expect((await world.compare('--state', state)).code).toBe(1);
    fault.remove();
    world.us.setTag('new/us/app', 'v1', app.descriptor.digest);
    world.resetCounts();
    expect((await world.compare('--state', state)).code).toBe(0);
    expect(world.old.requests.map(({ repository }) => repository).sort()).toEqual(['old/app', 'old/deep']);
  });

  it('takes a line that was cut short for missing', async () => {
    await using world = await startEqual({ google: true });
    const state = path.join(await temporaryFolder(), 'state.jsonl');
    await world.compare('--state', state);
    const { length } = await readFile(state);
    await truncate(state, length - 5);
    world.resetCounts();
    expect((await world.compare('--state', state)).code).toBe(0);
    expect(world.old.count()).toBe(1);
    expect(await settledIn(state)).toHaveLength(5);
  });

  it.each([
    ['that of another comparison', 'another comparison', undefined],
    ['no state at all', 'no state of cip compare', 'some notes\n'],
    ['of a later version', 'no state of cip compare', '{"version":2,"command":"compare"}\n'],
  ])('refuses a file that is %s', async (_situation, message, text) => {
    await using world = await startEqual({ google: true });
    const state = path.join(await temporaryFolder(), 'state.jsonl');
    if (text !== undefined) await writeFile(state, text);
    else await world.compare('--state', state);
    const before = await readFile(state, 'utf8');
    world.resetCounts();
    const result = await world.compare('--state', state, '--level', 'graph');
    expect(result.code).toBe(2);
    expect(result.stderr).toContain(message);
    expect(world.old.count()).toBe(0);
    expect(await readFile(state, 'utf8')).toBe(before);
  });
});

describe('wrong usage', () => {
  it('is a folder for manifests that has something in it', async () => {
    const folder = await temporaryFolder();
    await writeFile(path.join(folder, 'notes'), '');
    const result = await runCip(['compare', 'gcr.io/old', 'gcr.io/new', '--write-manifest', folder]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain('is not empty');
    expect(await readdir(folder)).toEqual(['notes']);
  });

  it.each([
    ['no new registry', ['gcr.io/old'], 'new'],
    ['only commas', ['gcr.io/old', ','], 'no new registry was named'],
    ['a scheme', ['gcr.io/old', 'https://gcr.io/new'], 'the new registry'],
    ['a level that is none', ['gcr.io/old', 'gcr.io/new', '--level', 'bytes'], '--level'],
  ])('is %s', async (_situation, args, message) => {
    const result = await runCip(['compare', ...args]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain(message);
  });
});
