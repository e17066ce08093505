import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { subjectOfTag } from '@cip/oci';
import {
  buildImage,
  createGitRepository,
  type RegistryOptions,
  startRegistry,
  type TestRegistry,
  writeTree,
} from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { type CipResult, runCip, type RunOptions, temporaryFolder } from './run-cip.js';

interface Item {
  readonly state: string;
  readonly destination?: string;
  readonly tag?: string;
  readonly digest?: string;
  readonly [key: string]: unknown;
}

interface Report {
  readonly summary: Readonly<Record<string, number>>;
  readonly items: readonly Item[];
}

const web = buildImage('web');
const next = buildImage('next');
const stray = buildImage('stray');
const other = buildImage('other');
const { digest } = web.descriptor;

/** Staging, two regions that hold `web:v1` and `web:1.0`, and a tree that promises them, `web:v2` and a digest alone. */
class Regions implements AsyncDisposable {
  constructor(
    readonly staging: TestRegistry,
    readonly us: TestRegistry,
    readonly eu: TestRegistry,
    readonly folder: string,
  ) {}

  get all(): readonly TestRegistry[] {
    return [this.staging, this.us, this.eu];
  }

  status(asked: string, more: readonly string[] = [], options: RunOptions = {}): Promise<CipResult> {
    const quick = ['--rps-per-host', '0', '--retry-deadline', '300ms'];
    const args = ['status', asked, '--thin-manifest-dir', '.', ...quick, ...more];
    return runCip(args, { cwd: this.folder, ...options });
  }

  /** Method, repository and reference of each request about images themselves, by registry. */
  get requests(): string[][] {
    return this.all.map(({ requests }) =>
      requests
        .filter(({ kind, reference }) => kind !== 'referrers' && !subjectOfTag(reference))
        .map(({ method, repository, reference }) => `${method} ${repository} ${nameOf(reference)}`)
        .sort(),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.all.map((registry) => registry.close()));
  }
}

const names = new Map<string, string>([
  [digest, 'web'],
  [next.descriptor.digest, 'next'],
  [stray.descriptor.digest, 'stray'],
]);

function nameOf(reference: string): string {
  return names.get(reference) ?? reference;
}

async function startRegions(options: RegistryOptions = {}): Promise<Regions> {
  const [staging, us, eu] = [
    await startRegistry(),
    await startRegistry(options),
    await startRegistry(options),
  ];
  const folder = await temporaryFolder();
  for (const image of [web, next]) staging.seed('staging/web', image);
  for (const registry of [us, eu]) {
    registry.seed('prod/web', web, ['v1', '1.0']);
    registry.seed('prod/other', other, ['v1']);
  }
  const regions = new Regions(staging, us, eu, folder);
  await writeShop(regions, folder);
  return regions;
}

async function writeShop({ staging, us, eu }: Regions, folder: string): Promise<void> {
  const images = {
    web: { [digest]: ['v1', '1.0'], [next.descriptor.digest]: ['v2'], [other.descriptor.digest]: [] },
    other: { [other.descriptor.digest]: ['v1'] },
  };
  const destinations = [`${us.host}/prod`, `${eu.host}/prod`];
  await writeTree(folder, { shop: { source: `${staging.host}/staging`, destinations, images } });
}

function reportOf({ stdout, stderr }: CipResult): Report {
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Report;
}

function linesOf(result: CipResult, { us, eu }: Regions): string[] {
  return reportOf(result).items.map(
    ({ state, destination = '', tag = '-' }) =>
      `${destination.replace(us.host, 'us').replace(eu.host, 'eu')}:${tag} ${state}`,
  );
}

describe('a tag', () => {
  it('that is in place everywhere is told in one line, for a HEAD in each region and one of the source', async () => {
    await using regions = await startRegions();
    const { code, stdout } = await regions.status('web:v1');
    expect(code).toBe(0);
    const places = [regions.us, regions.eu].map(({ host }) => `${host}/prod`).sort();
    const line = `  shop  web  v1  ${digest.slice(0, 19)}  in ${places.join(', ')}  images/shop/images.yaml:`;
    expect(stdout).toContain(`in-place: 2 items, there as the manifests promise\n${line}`);
    expect(stdout).toContain('Summary: web:v1: 2 in-place in 2 destinations; 11 requests.\n');
    expect(regions.requests).toEqual([['HEAD staging/web web'], ['HEAD prod/web v1'], ['HEAD prod/web v1']]);
  });

  it('that is not there yet costs one HEAD more in each region', async () => {
    await using regions = await startRegions();
    const result = await regions.status('web:v2', ['--format', 'json']);
    expect(result.code).toBe(1);
    expect(linesOf(result, regions).sort()).toEqual([
      'eu/prod/web:v2 not-promoted',
      'us/prod/web:v2 not-promoted',
    ]);
    expect(reportOf(result).items[0]).toMatchObject({
      image: 'web',
      subproject: 'shop',
      presence: 'absent',
      inSource: 'present',
      source: `${regions.staging.host}/staging/web`,
      explanation: 'not there yet; the source has it, and the next promotion copies it',
      where: { file: 'images/shop/images.yaml' },
    });
    const asked = ['HEAD prod/web next', 'HEAD prod/web v2'];
    expect(regions.requests).toEqual([['HEAD staging/web next'], asked, asked]);
  });

  it('stands differently in each region, and each is told', async () => {
    await using regions = await startRegions();
    regions.us.seed('prod/web', stray, ['v1']);
    regions.eu.deleteTag('prod/web', 'v1');
    const result = await regions.status('web:v1');
    expect(result.code).toBe(1);
    expect(result.stdout).toContain('tag-moved: 1 item');
    expect(result.stdout).toContain(`the tag is there on ${stray.descriptor.digest}`);
    expect(result.stdout).toContain('the digest is there without the tag, which the next promotion adds');
  });

  it('that the source has not got is missing there, and nowhere else', async () => {
    await using regions = await startRegions();
    regions.staging.deleteManifest('staging/web', digest);
    regions.eu.deleteManifest('prod/web', digest);
    const result = await regions.status('web:v1', ['--format', 'json']);
    expect(linesOf(result, regions).sort()).toEqual([
      'eu/prod/web:v1 missing-source',
      'us/prod/web:v1 in-place',
    ]);
  });

  it('in a region that fails is unknown there, with the reason', async () => {
    await using regions = await startRegions();
    regions.eu.fault({ match: { times: Infinity }, action: 'status', status: 500 });
    const result = await regions.status('web:v1', ['--format', 'json']);
    expect(result.code).toBe(1);
    expect(linesOf(result, regions).sort()).toEqual(['eu/prod/web:v1 unknown', 'us/prod/web:v1 in-place']);
    const unknown = reportOf(result).items.find(({ state }) => state === 'unknown');
    expect(unknown).toMatchObject({ presence: 'unknown', reason: expect.stringContaining('500') as string });
  });

  it('that no manifest promises is told where it is', async () => {
    await using regions = await startRegions();
    regions.us.seed('prod/web', stray, ['v9']);
    const result = await regions.status('web:v9', ['--format', 'json']);
    expect([result.code, linesOf(result, regions)]).toEqual([1, ['us/prod/web:v9 unpromised']]);
    expect(reportOf(result).items[0]).toMatchObject({ digest: stray.descriptor.digest });
  });
});

it('a digest is told with each of its tags', async () => {
  await using regions = await startRegions();
  const result = await regions.status(`${regions.eu.host}/prod/web@${digest}`, ['--format', 'json']);
  expect([result.code, reportOf(result).summary]).toMatchObject([0, { 'in-place': 4, destinations: 2 }]);
  const asked = ['HEAD prod/web 1.0', 'HEAD prod/web v1'];
  expect(regions.requests).toEqual([['HEAD staging/web web'], asked, asked]);
});

describe('a digest that is cut short', () => {
  it.each([
    ['as reports print it', digest.slice(0, 19)],
    ['as lists print it', `${digest.slice(0, 19)}…`],
    ['without its algorithm', digest.slice(7, 15)],
  ])('is found %s', async (_, start) => {
    await using regions = await startRegions();
    const result = await regions.status(`web@${start}`, ['--format', 'json']);
    expect([result.code, reportOf(result).summary]).toMatchObject([0, { 'in-place': 4, destinations: 2 }]);
    expect(reportOf(result).items.map((item) => item.digest)).toEqual(Array(4).fill(digest));
  });

  it.each([
    ['web@sha256:12', '2 digests begin so', ['sha256:12aa', 'sha256:12bb']],
    ['web@12c', 'no digest in the manifests begins so', ['Write the whole digest']],
  ])('is wrong usage unless it is one: %s', async (asked, message, hints) => {
    await using regions = await startRegions();
    const digests = ['12aa', '12bb'].map((start) => `sha256:${start.padEnd(64, '0')}`);
    const dmap = Object.fromEntries(digests.map((one) => [one, []]));
    const destinations = [`${regions.us.host}/prod`];
    await writeTree(regions.folder, {
      project: { source: `${regions.staging.host}/staging`, destinations, images: { web: dmap } },
    });
    const { code, stderr } = await regions.status(asked);
    expect(code).toBe(2);
    for (const text of [`${asked}: ${message}`, ...hints]) expect(stderr).toContain(text);
    expect(regions.requests.flat()).toEqual([]);
  });
});

it.each([
  ['in the working directory', (folder: string) => [[], folder] as const],
  ['by an argument', (folder: string) => [[folder], '/'] as const],
])('manifests are found %s', async (_, where) => {
  await using regions = await startRegions();
  const [more, cwd] = where(regions.folder);
  const args = ['status', 'web:v1', ...more, '--rps-per-host', '0'];
  const { code, stdout, stderr } = await runCip(args, { cwd });
  expect(code, stderr).toBe(0);
  expect(stdout).toContain('2 in-place in 2 destinations');
});

it('without manifests is wrong usage', async () => {
  const { code, stderr } = await runCip(['status', 'web:v1'], { cwd: await temporaryFolder() });
  expect([code, stderr]).toEqual([2, expect.stringContaining('cip status IMAGE DIR')]);
});

describe('a whole image', () => {
  it.each([true, false])(
    'costs a listing of its repositories, and nothing of others (Google: %s)',
    async (google) => {
      await using regions = await startRegions({ google });
      const result = await regions.status('web', ['--format', 'json']);
      expect(result.code).toBe(1);
      expect(reportOf(result).summary).toMatchObject({
        'in-place': 4,
        'not-promoted': 2,
        'missing-source': 2,
      });
      for (const registry of [regions.us, regions.eu]) {
        expect(registry.count({ kind: 'tags' })).toBe(1);
        expect(registry.requests.filter(({ repository }) => repository !== 'prod/web')).toEqual([]);
        // Two tags that are there, and two digests that no tag gave; and what is attached to the one that is there.
        expect(registry.count({ method: 'HEAD' })).toBe((google ? 0 : 4) + 3);
        expect(registry.count({ kind: 'referrers' })).toBe(1);
      }
      expect(regions.requests[0]).toHaveLength(2);
      expect(regions.staging.count({ method: 'GET' })).toBe(0);
    },
  );

  it('of which everything is in place gives exit code 0', async () => {
    await using regions = await startRegions();
    const { code, stdout } = await regions.status('other');
    expect(code).toBe(0);
    expect(stdout).toContain('2 in-place in 2 destinations');
  });
});

describe('what no manifest names', () => {
  it('is looked for in the registry that its full name gives', async () => {
    await using regions = await startRegions();
    regions.us.seed('own/thing', stray, ['x']);
    const name = `${regions.us.host}/own/thing`;
    const [found, whole] = [await regions.status(`${name}:x`), await regions.status(name)];
    expect([found.code, whole.code]).toEqual([1, 1]);
    expect(found.stdout).toContain(`unpromised: 1 item, there, and promised by no manifest\n  ${name}  x  `);
    expect(regions.requests.map(({ length }) => length)).toEqual([0, 2, 0]);
  });

  it('and no registry has gives exit code 2, with names that are like it', async () => {
    await using regions = await startRegions();
    const name = `${regions.us.host}/own/web`;
    for (const asked of ['nothing', `${name}:v1`, name, 'web:v7']) {
      const { code, stdout, stderr } = await regions.status(asked);
      expect([asked, code, stdout]).toEqual([asked, 2, '']);
      expect(stderr).toContain(`${asked}: no manifest promises it, and no registry that was asked has it`);
    }
    expect((await regions.status(name)).stderr).toContain('The manifests name web.');
    expect((await regions.status('wep:v1')).stderr).toContain('Did you mean web');
    expect((await regions.status('web:v11')).stderr).toContain('Did you mean web:v1?');
  });
});

it.each([['Web'], ['web:'], ['web@sha256:1g'], [`web:v1@${digest}`]])('%s is wrong usage', async (asked) => {
  await using regions = await startRegions();
  const { code, stderr } = await regions.status(asked);
  expect(code).toBe(2);
  expect(stderr).toContain('Write IMAGE, IMAGE:TAG or IMAGE@DIGEST;');
  expect(regions.requests.flat()).toEqual([]);
});

it('manifests are read from a revision, or from one file, and mistakes in them are told', async () => {
  await using regions = await startRegions();
  await using git = await createGitRepository();
  await writeShop(regions, git.folder);
  await git.commit('first');
  await git.write({ 'images/shop/images.yaml': '- name: web\n  dmap:\n    "sha256:12": ["v1"]\n' });
  const now = await regions.status('web:v1', ['--format', 'json'], { cwd: git.folder });
  expect([now.code, reportOf(now).items.map(({ state }) => state)]).toEqual([1, ['invalid-manifest']]);
  expect((await regions.status('web:v1', ['--revision', 'HEAD'], { cwd: git.folder })).code).toBe(0);
  const { staging, us } = regions;
  const registries = `registries:\n- {name: ${staging.host}/staging, src: true}\n- {name: ${us.host}/prod}\n`;
  const images = `images:\n- name: web\n  dmap:\n    "${digest}": ["v1"]\n`;
  await writeFile(path.join(regions.folder, 'plain.yaml'), registries + images);
  const plain = await runCip(['status', 'web:v1', '--manifest', 'plain.yaml'], { cwd: regions.folder });
  expect([plain.code, plain.stdout]).toEqual([0, expect.stringContaining('plain.yaml:7')]);
});

it('registries are asked as nobody, unless credentials are asked for', async () => {
  const user = { user: 'me', password: 'secret' };
  await using regions = await startRegions({ auth: { kind: 'bearer', ...user } });
  const auth = Buffer.from('me:secret').toString('base64');
  const auths = Object.fromEntries([regions.us, regions.eu].map(({ host }) => [host, { auth }]));
  await writeFile(path.join(regions.folder, 'config.json'), JSON.stringify({ auths }));
  const options = { env: { DOCKER_CONFIG: regions.folder } };
  const nobody = await regions.status('web:v1', ['--format', 'json'], options);
  expect(linesOf(nobody, regions).sort()).toEqual(['eu/prod/web:v1 unknown', 'us/prod/web:v1 unknown']);
  expect((await regions.status('web:v1', ['--use-credentials'], options)).code).toBe(0);
});
