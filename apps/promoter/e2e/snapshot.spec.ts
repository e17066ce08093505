import { formatDeviation, parsePlainManifest } from '@cip/manifest';
import {
  buildArtifact,
  buildImage,
  buildIndex,
  buildMultiPlatform,
  type Image,
  type RegistryOptions,
  startRegistry,
  type TestRegistry,
  writeTree,
} from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { type CipResult, runCip, temporaryFolder } from './run-cip.js';

const app = buildImage('app');
const platforms = buildMultiPlatform('platforms', { layers: 1 });
const nested = buildIndex([buildMultiPlatform('inner', { layers: 1 }), buildImage('beside')]);
const untagged = buildImage('untagged');
const kinds = [
  { kind: 'everything', options: { google: true } },
  { kind: 'tags only', options: {} },
] as const;

function snapshot(...args: string[]): Promise<CipResult> {
  return runCip(['snapshot', ...args, '--rps-per-host', '0', '--retry-deadline', '1s']);
}

/** Four repositories at two depths, one of them with untagged content, and another prefix. */
async function start(options: RegistryOptions): Promise<TestRegistry> {
  const registry = await startRegistry(options);
  registry.seed('prod/app', app, ['v1', '1.10']);
  registry.seed('prod/app', untagged);
  registry.seed('prod/app', buildArtifact('sbom', { subject: app.descriptor }));
  registry.seed('prod/build/tools', platforms, ['latest']);
  registry.seed('prod/build/tools', platforms.children[0]!, ['amd64']);
  registry.seed('prod/yes', nested, ['v3']);
  registry.seed('production/other', app, ['v1']);
  return registry;
}

/** What the registry itself says of a prefix, as lines of CSV. */
function linesOf(registry: TestRegistry, prefix: string): string[] {
  const lines = registry.digestSet().filter((line) => line.startsWith(`${prefix}/`));
  const csv = lines.map((line) => {
    const [, name = '', digest = '', tag = ''] = /^(.*)@(.*),(.*)$/.exec(line.slice(prefix.length + 1)) ?? [];
    return `${name}@${digest},${tag === '-' ? '-' : `${name}:${tag}`}`;
  });
  return csv.sort();
}

function rows({ stdout }: CipResult): string[] {
  return stdout.split('\n').filter((line) => line !== '');
}

describe('a registry that lists everything', () => {
  it('is printed with one listing for each repository and each prefix above', async () => {
    await using registry = await start({ google: true });
    const result = await snapshot(`${registry.host}/prod`, '--format', 'csv');
    expect(rows(result)).toEqual(linesOf(registry, 'prod'));
    expect(result.code).toBe(0);
    // prod, prod/app, prod/build, prod/build/tools, prod/yes
    expect(registry.count()).toBe(5);
    expect(registry.count({ kind: 'tags' })).toBe(5);
  });

  it('is an images.yaml in canonical form', async () => {
    await using registry = await start({ google: true });
    const { stdout } = await snapshot(`${registry.host}/prod`);
    const kind = 'images' as const;
    expect(formatDeviation({ kind, path: 'images.yaml', text: stdout })).toBeUndefined();
    const registries = 'registries:\n- {name: gcr.io/a, src: true}\n- {name: gcr.io/b}\nimages:\n';
    const { manifests, problems } = parsePlainManifest({ shownAs: 'm.yaml', text: registries + stdout });
    expect(problems).toEqual([]);
    expect(manifests[0]?.images.map(({ name }) => name)).toEqual(['app', 'build/tools', 'yes']);
    expect(stdout).toContain(`    "${app.descriptor.digest}": ["1.10", "v1"]\n`);
    expect(stdout).toContain('- name: "yes"\n');
  });

  it('--minimal leaves out children without a tag, and nothing else', async () => {
    await using registry = await start({ google: true });
    const { stdout, code } = await snapshot(`${registry.host}/prod`, '--minimal', '--format', 'json');
    const { items, summary } = JSON.parse(stdout) as {
      items: { digest: string; tags: string[] }[];
      summary: object;
    };
    const digests = items.map(({ digest }) => digest);
    expect(code).toBe(0);
    expect(digests).toContain(untagged.descriptor.digest);
    expect(digests).toContain(platforms.children[0]!.descriptor.digest);
    expect(digests).not.toContain(platforms.children[1]!.descriptor.digest);
    // app, untagged and the SBOM; the index and its child with a tag; the index of indexes
    expect(digests).toHaveLength(6);
    expect(summary).toMatchObject({ from: 'registry', images: 3, digests: 6, tags: 5, unread: 0 });
  });

  it.each([
    ['a repository', 'prod/build/tools', 'tools'],
    ['a prefix above one', 'prod/build', 'tools'],
  ])('%s is enough', async (_situation, path, name) => {
    await using registry = await start({ google: true });
    const result = await snapshot(`${registry.host}/${path}`, '--tag', 'latest', '--format', 'csv');
    expect(rows(result)).toEqual([`${name}@${platforms.descriptor.digest},${name}:latest`]);
  });
});

describe('a registry that lists tags only', () => {
  it('is asked for each tag, and tells of children and referrers', async () => {
    await using registry = await start({});
    const result = await snapshot(`${registry.host}/prod`, '--format', 'csv');
    const all = linesOf(registry, 'prod');
    expect(rows(result)).toEqual(all.filter((line) => !line.includes(untagged.descriptor.digest)));
    expect(result.code).toBe(0);
    expect(registry.count({ kind: 'manifest', method: 'HEAD' })).toBe(5);
  });

  it('is looked through for what a tree names', async () => {
    await using registry = await start({ catalog: false });
    const folder = await temporaryFolder();
    const digests = { [untagged.descriptor.digest]: [], [app.descriptor.digest]: ['v1'] };
    const destinations = [`${registry.host}/prod`];
    await writeTree(folder, { shop: { source: 'gcr.io/x', destinations, images: { app: digests } } });
    const result = await snapshot(`${registry.host}/prod`, '--format', 'csv', '--thin-manifest-dir', folder);
    expect(rows(result)).toEqual(linesOf(registry, 'prod').filter((line) => line.startsWith('app@')));
    expect(result.stderr).toContain('does not tell which repositories it has');
  });

  it.each([
    ['that it is given', (folder: string) => [[folder], '/'] as const],
    [
      'in the working directory, with --from-manifests',
      (folder: string) => [['--from-manifests'], folder] as const,
    ],
  ])('or a tree %s', async (_, where) => {
    await using registry = await start({ catalog: false });
    const folder = await temporaryFolder();
    const digests = { [app.descriptor.digest]: ['v1'] };
    const destinations = [`${registry.host}/prod`];
    await writeTree(folder, { shop: { source: 'gcr.io/x', destinations, images: { app: digests } } });
    const [more, cwd] = where(folder);
    const args = ['snapshot', `${registry.host}/prod`, ...more, '--format', 'csv', '--rps-per-host', '0'];
    const { stdout } = await runCip(args, { cwd });
    expect(stdout).toContain(`app@${app.descriptor.digest},app:v1\n`);
  });

  it('is asked for no other tag than the one wanted', async () => {
    await using registry = await start({});
    const result = await snapshot(`${registry.host}/prod`, '--tag', 'v3', '--format', 'csv');
    expect(rows(result)).toEqual([`yes@${nested.descriptor.digest},yes:v3`]);
    expect(registry.count({ kind: 'manifest', method: 'HEAD' })).toBe(1);
  });

  it('that names no repository is unread, not empty', async () => {
    await using registry = await start({ catalog: false });
    const result = await snapshot(`${registry.host}/prod`);
    expect(result).toMatchObject({ code: 1, stdout: '[]\n' });
    expect(result.stderr).toContain('name its repositories with a tree of promoter manifests');
  });
});

describe('what may be missing is told', () => {
  it('digests without a tag, where the registry lists tags only', async () => {
    await using registry = await start({});
    const result = await snapshot(`${registry.host}/prod`, '--format', 'json');
    expect(result.code).toBe(0);
    expect(result.stderr).toContain('is known by its tags only (3 repositories)');
    const names = ['app', 'build/tools', 'yes'].map((name) => `${registry.host}/prod/${name}`);
    const part = { kind: 'tags-only', repositories: names };
    expect(JSON.parse(result.stdout)).toMatchObject({ completeness: { kind: 'tags-only', parts: [part] } });
  });

  it('nothing, where it lists everything', async () => {
    await using registry = await start({ google: true });
    const result = await snapshot(`${registry.host}/prod`, '--format', 'json');
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(result.stdout)).toMatchObject({ completeness: { kind: 'complete', parts: [] } });
  });

  it.each(kinds)('a repository that is not there is no empty one ($kind)', async ({ options }) => {
    await using registry = await start(options);
    const result = await snapshot(`${registry.host}/prod/ap`);
    expect(result).toMatchObject({ code: 1, stdout: '[]\n' });
    expect(result.stderr).toContain(`${registry.host}/prod/ap: nothing is there; check the name`);
  });

  it('a registry that denies what its own tags say is not known', async () => {
    await using registry = await start({ google: true });
    const body = '{"child":[],"manifest":{},"name":"prod/app","tags":[]}';
    const match = { kind: 'tags', repository: 'prod/app', times: Infinity } as const;
    registry.fault({ action: 'status', status: 200, body, match });
    const folder = await temporaryFolder();
    const digests = { [untagged.descriptor.digest]: [], [app.descriptor.digest]: ['v1'] };
    const destinations = [`${registry.host}/prod`];
    await writeTree(folder, { shop: { source: 'gcr.io/x', destinations, images: { app: digests } } });
    const result = await snapshot(`${registry.host}/prod`, '--thin-manifest-dir', folder);
    expect(result.code).toBe(1);
    expect(result.stderr).toContain('lists nothing, and has images all the same');
  });
});

describe.each(kinds)('of a registry that lists $kind', ({ options }) => {
  it('what cannot be read is told, and the rest is there', async () => {
    await using registry = await start(options);
    const match = { kind: 'tags', repository: 'prod/app', times: Infinity } as const;
    registry.fault({ match, action: 'status', status: 500 });
    const result = await snapshot(`${registry.host}/prod`, '--format', 'csv');
    expect(result.code).toBe(1);
    expect(rows(result)).toEqual(linesOf(registry, 'prod').filter((line) => !line.startsWith('app@')));
    expect(result.stderr).toContain('prod/app/tags/list');
  });

  it('with --minimal and manifests that filled it are the same bytes', async () => {
    await using staging = await startRegistry({});
    await using production = await startRegistry(options);
    const folder = await fill(staging, production);
    const manifests = ['--thin-manifest-dir', folder];
    for (const format of ['yaml', 'csv']) {
      const form = ['--format', format, ...manifests];
      const held = await snapshot(`${production.host}/prod`, '--minimal', ...form);
      production.resetCounts();
      const promised = await snapshot(`${production.host}/prod`, '--from-manifests', ...form);
      expect(held).toMatchObject({ code: 0 });
      expect(promised.stdout).toBe(held.stdout);
      expect(promised.code).toBe(0);
      expect(rows(promised).length).toBeGreaterThan(5);
      expect(production.count()).toBe(0);
    }
  });
});

/** Promotes two subprojects, one of them below the other, with an index, a child that is named, and no tag. */
async function fill(staging: TestRegistry, production: TestRegistry): Promise<string> {
  const folder = await temporaryFolder();
  const images: Record<string, readonly (readonly [Image, readonly string[]])[]> = {
    app: [
      [app, ['v1', '1.10']],
      [untagged, []],
    ],
    'build/tools': [
      [platforms, ['latest']],
      [platforms.children[0]!, []],
      [nested, []],
    ],
  };
  for (const [name, entries] of Object.entries(images)) {
    for (const [image, tags] of entries) staging.seed(`staging/${name}`, image, tags);
  }
  const dmaps = Object.entries(images).map(([name, entries]) => {
    return [
      name,
      Object.fromEntries(entries.map(([{ descriptor }, tags]) => [descriptor.digest, tags])),
    ] as const;
  });
  const source = `${staging.host}/staging`;
  const all = Object.fromEntries(dmaps);
  await writeTree(folder, {
    shop: { source, destinations: [`${production.host}/prod`], images: all },
    inner: { source, destinations: [`${production.host}/prod/inner`], images: { app: all['app'] ?? {} } },
  });
  const promoted = await runCip([
    'promote',
    '--thin-manifest-dir',
    folder,
    '--confirm',
    '--rps-per-host',
    '0',
  ]);
  expect(promoted.code).toBe(0);
  return folder;
}

it('what is wrong with the manifests is told', async () => {
  const folder = await temporaryFolder();
  const images = { app: { [app.descriptor.digest]: ['v1'], 'sha256:short': ['v2'] } };
  await writeTree(folder, { shop: { source: 'gcr.io/x', destinations: ['gcr.io/prod'], images } });
  const result = await snapshot('gcr.io/prod', '--from-manifests', '--thin-manifest-dir', folder);
  expect(result.code).toBe(1);
  expect(result.stdout).toBe(`- name: app\n  dmap:\n    "${app.descriptor.digest}": ["v1"]\n`);
  expect(result.stderr).toContain('images/shop/images.yaml:4');
});

it.each([
  ['a scheme', ['https://gcr.io/prod'], 'HOST/PATH'],
  ['no manifests to print', ['gcr.io/prod', '--from-manifests'], 'no manifests given'],
  ['a tag that is none', ['gcr.io/prod', '--tag', 'a:b'], '--tag'],
])('%s is wrong usage', async (_situation, args, message) => {
  const result = await snapshot(...args);
  expect(result.code).toBe(2);
  expect(result.stderr).toContain(message);
});
