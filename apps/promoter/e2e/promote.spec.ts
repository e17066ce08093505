import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  buildArtifact,
  buildImage,
  buildMultiPlatform,
  createGitRepository,
  type RegistryOptions,
  startRegistry,
  type TestRegistry,
  writeTree,
} from '@cip/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CipResult, runCip, temporaryFolder } from './run-cip.js';

const app = buildImage('app');
const web = buildMultiPlatform('web');
const other = buildImage('other');
const digestOf = (image: typeof app): string => image.descriptor.digest;

interface Report {
  readonly version: number;
  readonly command: string;
  readonly summary: Readonly<Record<string, number>>;
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

let staging: TestRegistry;
let us: TestRegistry;
let eu: TestRegistry;
let folder: string;

async function start(options: RegistryOptions = {}): Promise<void> {
  [staging, us, eu] = await Promise.all([startRegistry(), startRegistry(options), startRegistry(options)]);
  staging.seed('foo/app', app);
  staging.seed('foo/web', web);
  staging.seed('foo/app', other);
  folder = await temporaryFolder();
}

const images = (): Record<string, Record<string, string[]>> => ({
  app: { [digestOf(app)]: ['1.10', 'v1'] },
  web: { [digestOf(web)]: ['v2'] },
});

async function writeManifests(dmaps = images(), into = folder): Promise<void> {
  const destinations = [`${us.host}/prod`, `${eu.host}/prod`];
  await writeTree(into, { foo: { source: `${staging.host}/foo`, destinations, images: dmaps } });
}

async function cip(command: string, ...more: string[]): Promise<CipResult> {
  return runCip([command, '--thin-manifest-dir', '.', '--retry-deadline', '1s', ...more], { cwd: folder });
}

function reportOf(result: CipResult): Report {
  return JSON.parse(result.stdout) as Report;
}

afterEach(async () => {
  await Promise.all([staging, us, eu].map((server) => server.close()));
});

describe('cip promote', () => {
  beforeEach(async () => {
    await start();
  });

  it('without --confirm is a dry run: nothing is written', async () => {
    await writeManifests();
    const { code, stdout } = await cip('promote');
    expect(code).toBe(0);
    expect(stdout).toContain('Would promote');
    expect(stdout).toContain('Nothing was written');
    expect([staging, us, eu].map(({ writes }) => writes)).toEqual([0, 0, 0]);
  });

  it('promotes, and reports each digest of each repository', async () => {
    await writeManifests();
    const result = await cip('promote', '--confirm', '--format', 'json');
    expect(result.code).toBe(0);
    expect(result.stderr).not.toMatch(/warn|error/);
    const report = reportOf(result);
    expect(report).toMatchObject({
      version: 1,
      command: 'promote',
      summary: { planned: 0, promoted: 4, tagged: 0, existing: 0, blocked: 0, failed: 0 },
    });
    expect(report.items).toContainEqual({
      kind: 'copy',
      state: 'promoted',
      image: 'app',
      digest: digestOf(app),
      tags: ['1.10', 'v1'],
      source: `${staging.host}/foo/app`,
      destination: `${us.host}/prod/app`,
      where: { file: 'images/foo/images.yaml', line: 3 },
    });
    const sent = [staging, us, eu].reduce((sum, { requests }) => sum + requests.length, 0);
    expect(report.summary['requests']).toBe(sent);
    expect(us.snapshot()['prod/app']?.tags).toEqual({ '1.10': digestOf(app), v1: digestOf(app) });
  });

  it('has nothing to do the second time, and lists what is in place with --all', async () => {
    await writeManifests();
    await cip('promote', '--confirm');
    us.resetCounts();
    const again = await cip('promote', '--confirm', '--format', 'json');
    expect(reportOf(again)).toMatchObject({ summary: { promoted: 0, existing: 4 }, items: [] });
    expect(us.writes).toBe(0);
    const all = reportOf(await cip('plan', '--all', '--format', 'json'));
    expect(all.items.map(({ state }) => state)).toEqual(['existing', 'existing', 'existing', 'existing']);
  });

  it('lists with --all the tags in place of a digest that gets another one', async () => {
    await writeManifests({ app: { [digestOf(app)]: ['v1', 'v2'] } });
    for (const registry of [us, eu]) registry.seed('prod/app', app, ['v1']);
    const { summary, items } = reportOf(await cip('plan', '--all', '--format', 'json'));
    expect(summary).toMatchObject({ planned: 2, existing: 2 });
    const ofOne = [
      { state: 'existing', tags: ['v1'] },
      { state: 'planned', tags: ['v2'] },
    ];
    expect(items).toMatchObject([...ofOne, ...ofOne]);
    const { stdout } = await cip('plan', '--all');
    expect(stdout).toMatch(/In place: 2 items .*\n +copy +app +v1 /);
    expect(stdout).toContain('2 to promote, 2 in place');
  });

  it('adds a tag without copying', async () => {
    await writeManifests({ app: { [digestOf(app)]: ['v1'] } });
    us.seed('prod/app', app);
    eu.seed('prod/app', app, ['v1']);
    const report = reportOf(await cip('promote', '--confirm', '--format', 'json'));
    expect(report.summary).toMatchObject({ promoted: 1, tagged: 1, existing: 1 });
    expect(report.items).toMatchObject([{ kind: 'tag', state: 'promoted', tags: ['v1'] }]);
    expect(staging.requests).toEqual([]);
    expect(us.count({ method: 'PUT' })).toBe(1);
  });

  it('refuses what needs a human, and promotes the rest', async () => {
    await writeManifests({
      app: { [digestOf(app)]: ['v1', 'ok'], [digestOf(other)]: ['clash', 'fine'] },
      web: { [digestOf(web)]: ['clash2', 'v2'], [`sha256:${'0'.repeat(64)}`]: ['gone'] },
    });
    us.seed('prod/app', other, ['v1']);
    const result = await cip('promote', '--confirm', '--format', 'json');
    expect(result.code).toBe(1);
    const report = reportOf(result);
    const blocked = report.items.filter(({ state }) => state === 'blocked');
    expect(blocked.map(({ kind, tags, destination }) => ({ kind, tags, destination }))).toEqual(
      expect.arrayContaining([
        { kind: 'tag-moved', tags: ['v1'], destination: `${us.host}/prod/app` },
        { kind: 'missing-source', tags: ['gone'], destination: `${us.host}/prod/web` },
        { kind: 'missing-source', tags: ['gone'], destination: `${eu.host}/prod/web` },
      ]),
    );
    expect(blocked).toHaveLength(3);
    expect(us.snapshot()['prod/app']?.tags).toEqual({
      v1: digestOf(other),
      ok: digestOf(app),
      clash: digestOf(other),
      fine: digestOf(other),
    });
    expect(Object.keys(eu.snapshot()['prod/app']?.tags ?? {}).sort()).toEqual(['clash', 'fine', 'ok', 'v1']);
  });

  it('blocks a tag that two digests claim, once a repository, and names both', async () => {
    await writeManifests({ app: { [digestOf(app)]: ['v1', 'a'], [digestOf(other)]: ['v1', 'b'] } });
    const report = reportOf(await cip('promote', '--confirm', '--format', 'json'));
    const conflicts = report.items.filter(({ kind }) => kind === 'conflict');
    expect(conflicts).toHaveLength(2);
    expect(String(conflicts[0]?.['reason'])).toContain(digestOf(app));
    expect(String(conflicts[0]?.['reason'])).toContain(digestOf(other));
    expect(us.snapshot()['prod/app']?.tags).toEqual({ a: digestOf(app), b: digestOf(other) });
  });

  it('writes reports for CI under $ARTIFACTS, whatever goes to stdout', async () => {
    await writeManifests();
    const artifacts = path.join(await temporaryFolder(), 'made', 'as needed');
    const args = ['promote', '--thin-manifest-dir', folder, '--confirm'];
    await runCip(args, { env: { ARTIFACTS: artifacts } });
    const report = JSON.parse(await readFile(path.join(artifacts, 'cip.json'), 'utf8')) as Report;
    expect(report.summary).toMatchObject({ promoted: 4 });
    expect(await readFile(path.join(artifacts, 'junit_cip.xml'), 'utf8')).toMatch(/^<\?xml .*<testsuites/s);
  });

  it('makes a page of the report', async () => {
    await writeManifests();
    const { code, stdout } = await runCip(['plan', '--thin-manifest-dir', folder, '--format', 'html']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^<!doctype html>.*Would promote.*4 items/s);
    expect(stdout).not.toContain('<script');
  });

  it('begins nothing when reports cannot be written where they should be', async () => {
    await writeManifests();
    const file = path.join(folder, 'a file');
    await writeFile(file, '');
    const args = ['promote', '--thin-manifest-dir', folder, '--confirm'];
    const noArtifacts = await runCip(args, { env: { ARTIFACTS: path.join(file, 'below') } });
    const noPlan = await runCip([...args, '-o', path.join(folder, 'nowhere', 'plan.json')]);
    expect([noArtifacts, noPlan].map(({ code }) => code)).toEqual([2, 2]);
    expect(noArtifacts.stderr).toContain('$ARTIFACTS');
    expect(us.writes).toBe(0);
  });

  it('takes variables that are set to nothing as not set', async () => {
    await writeManifests();
    const env = { CIP_SINCE: '', CIP_PLAN: '', CIP_OUTPUT: '', CIP_MANIFEST: '', CIP_CONFIRM: '' };
    const result = await runCip(['promote', '--thin-manifest-dir', folder, '--format', 'json'], { env });
    expect(reportOf(result).summary).toMatchObject({ planned: 4 });
  });

  it('refuses a misplaced file with --strict, and reports it otherwise, with all the rest in the plan', async () => {
    await writeManifests();
    await writeFile(path.join(folder, 'images/foo/images.yml'), '');
    const { code, stdout } = await cip('plan');
    expect(code).toBe(1);
    expect(stdout).toContain('images/foo/images.yml');
    expect(stdout).toContain('4 to promote');
    expect((await cip('plan', '--strict')).code).toBe(2);
    expect(us.requests.length).toBeGreaterThan(0);
  });

  it('takes flags from the environment, and "false" for no', async () => {
    await writeManifests();
    const env = { CIP_THIN_MANIFEST_DIR: folder, CIP_FORMAT: 'json', CIP_CONFIRM: 'false' };
    expect(reportOf(await runCip(['promote'], { env })).summary).toMatchObject({ planned: 4, promoted: 0 });
    const confirmed = await runCip(['promote'], { env: { ...env, CIP_CONFIRM: '1' } });
    expect(reportOf(confirmed).summary).toMatchObject({ planned: 0, promoted: 4 });
  });

  it('prints the ledger of requests with --stats', async () => {
    await writeManifests();
    const { stdout } = await cip('promote', '--confirm', '--stats');
    for (const { host } of [staging, us, eu]) expect(stdout).toContain(host);
    expect(stdout).toMatch(/manifest-put/);
  });

  it('brings attached artifacts with --attached', async () => {
    await writeManifests({ app: { [digestOf(app)]: ['v1'] } });
    const sbom = buildArtifact('sbom', { subject: app.descriptor });
    staging.seed('foo/app', sbom);
    await writeFile(path.join(folder, '.cip.yaml'), 'attached: {unverified: carry}\n');
    await cip('promote', '--confirm', '--attached');
    expect(us.digestSet()).toEqual([`prod/app@${digestOf(app)},v1`, `prod/app@${digestOf(sbom)},-`].sort());
  });

  it('reads a plain manifest', async () => {
    const file = path.join(folder, 'manifest.yaml');
    const text = `registries:\n- {name: ${staging.host}/foo, src: true}\n- name: ${us.host}/prod\nimages:\n- name: app\n  dmap:\n    "${digestOf(app)}": [1.10]\n`;
    await writeFile(file, text);
    const result = await runCip(['promote', '--manifest', file, '--confirm', '--format', 'json'], {
      cwd: folder,
    });
    expect(reportOf(result).items).toMatchObject([
      { tags: ['1.10'], where: { file: 'manifest.yaml', line: 7 } },
    ]);
    expect(us.snapshot()['prod/app']?.tags).toEqual({ '1.10': digestOf(app) });
  });

  it('keeps apart registries whose names nest', async () => {
    await writeTree(folder, {
      outer: {
        source: `${staging.host}/foo`,
        destinations: [`${us.host}/prod`],
        images: { app: { [digestOf(app)]: ['v1'] } },
      },
      inner: {
        source: `${staging.host}/foo`,
        destinations: [`${us.host}/prod/app`],
        images: { web: { [digestOf(web)]: ['v1'] } },
      },
    });
    us.seed('prod/app', app, ['v1']);
    us.seed('prod/app/web', web, ['v1']);
    const report = reportOf(await cip('promote', '--confirm', '--format', 'json'));
    expect(report.summary).toMatchObject({ promoted: 0, existing: 2, blocked: 0 });
    expect(us.writes).toBe(0);
  });
});

describe('a saved plan', () => {
  beforeEach(async () => {
    await start();
    await writeManifests();
  });

  it('is carried out as it stands, and each image is said to be asked for where it is now', async () => {
    await cip('plan', '-o', 'plan.json');
    const result = await cip('promote', '--plan', 'plan.json', '--confirm', '--format', 'json');
    expect(reportOf(result).summary).toMatchObject({ promoted: 4, planned: 0 });
    expect(reportOf(result).items[0]).toMatchObject({ where: { file: 'images/foo/images.yaml' } });
  });

  it('does not do what it has no step for', async () => {
    us.seed('prod/app', app, ['1.10', 'v1']);
    await cip('plan', '-o', 'plan.json');
    // Production loses it again: the plan does not know.
    us.deleteManifest('prod/app', app.descriptor.digest);
    const result = await cip('promote', '--plan', 'plan.json', '--confirm', '--format', 'json');
    expect(reportOf(result).items.filter(({ destination }) => destination === `${us.host}/prod/app`)).toEqual(
      [],
    );
    expect(us.snapshot()['prod/app']?.tags).toEqual({});
  });

  it('carried out twice, with the source cleaned up in between, needs nothing the second time', async () => {
    await writeManifests({ app: { [digestOf(app)]: [] }, web: { [digestOf(web)]: ['v1'] } });
    await cip('plan', '-o', 'plan.json');
    expect((await cip('promote', '--plan', 'plan.json', '--confirm')).code).toBe(0);
    staging.deleteManifest('foo/app', app.descriptor.digest);
    staging.deleteManifest('foo/web', web.descriptor.digest);
    for (const server of [us, eu]) server.resetCounts();
    const again = await cip('promote', '--plan', 'plan.json', '--confirm', '--format', 'json');
    expect(again).toMatchObject({ code: 0, stderr: '' });
    expect(reportOf(again).summary).toMatchObject({ promoted: 0, planned: 0, existing: 4, failed: 0 });
    expect([us.writes, eu.writes]).toEqual([0, 0]);
  });

  it('does not move a tag that was taken since', async () => {
    await cip('plan', '-o', 'plan.json');
    us.seed('prod/app', other, ['v1']);
    const result = await cip('promote', '--plan', 'plan.json', '--confirm', '--format', 'json');
    expect(result.code).toBe(1);
    expect(reportOf(result).items).toContainEqual(
      expect.objectContaining({ kind: 'tag-moved', tags: ['v1'] }),
    );
    expect(us.snapshot()['prod/app']?.tags).toEqual({ '1.10': digestOf(app), v1: digestOf(other) });
  });

  it('cannot promote what the manifests do not ask for, whatever was written into it', async () => {
    await cip('plan', '-o', 'plan.json');
    const file = path.join(folder, 'plan.json');
    const plan = JSON.parse(await readFile(file, 'utf8')) as { steps: object[] };
    const [step] = plan.steps;
    for (const change of [
      { tags: ['v9'] },
      { source: `${staging.host}/evil/app` },
      { destination: `${us.host}/elsewhere/app` },
      { digest: digestOf(other) },
    ]) {
      await writeFile(file, JSON.stringify({ ...plan, steps: [{ ...step, ...change }] }));
      expect((await cip('promote', '--plan', 'plan.json', '--confirm')).code).toBe(3);
    }
    expect(us.writes).toBe(0);
  });

  it('finds what was promoted since in place', async () => {
    await cip('plan', '-o', 'plan.json');
    await cip('promote', '--confirm');
    const result = await cip('promote', '--plan', 'plan.json', '--confirm', '--format', 'json');
    expect(result.code).toBe(0);
    expect(reportOf(result).summary).toMatchObject({ promoted: 0, existing: 4 });
  });

  it('is refused with exit code 3 when the manifests changed, not when they were reformatted', async () => {
    await cip('plan', '-o', 'plan.json');
    const file = path.join(folder, 'images/foo/images.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(file, `# a comment\n\n${text.replaceAll('"v1"', 'v1')}`);
    expect((await cip('promote', '--plan', 'plan.json')).code).toBe(0);
    await writeFile(file, text.replaceAll('"v1"', '"v1.1"'));
    const refused = await cip('promote', '--plan', 'plan.json', '--confirm');
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('plan.json');
    expect(us.writes).toBe(0);
  });

  it('has the same bytes when blocks and files are written in another order', async () => {
    await cip('plan', '-o', 'plan.json');
    const before = await readFile(path.join(folder, 'plan.json'), 'utf8');
    const reversed = Object.fromEntries(Object.entries(images()).reverse());
    await writeManifests(reversed);
    await cip('plan', '-o', 'plan.json');
    expect(await readFile(path.join(folder, 'plan.json'), 'utf8')).toBe(before);
  });
});

describe('revisions', () => {
  it('--since plans only what changed; --revision reads what stood there', async () => {
    await start();
    await using repository = await createGitRepository();
    folder = repository.folder;
    await writeManifests({ app: images()['app'] ?? {} });
    const first = await repository.commit('app');
    await writeManifests();
    await repository.commit('web');
    const since = reportOf(await cip('plan', '--since', first, '--format', 'json'));
    expect(since.items.map(({ image }) => image)).toEqual(['web', 'web']);
    expect(us.count({ repository: 'prod/app' })).toBe(0);
    const then = reportOf(await cip('plan', '--revision', first, '--format', 'json'));
    expect(then.items.map(({ image }) => image)).toEqual(['app', 'app']);
  });
});

describe('credentials', () => {
  const basic: RegistryOptions = { auth: { kind: 'basic', user: 'robot', password: 'secret' } };
  const bearer: RegistryOptions = {
    auth: { kind: 'bearer', user: 'robot', password: 'secret', anonymousPull: true },
  };

  async function promoteWith(
    config: object,
    helper?: string,
    more: readonly string[] = [],
  ): Promise<CipResult> {
    const home = await temporaryFolder();
    await writeFile(path.join(home, 'config.json'), JSON.stringify(config));
    const bin = path.join(home, 'bin');
    await mkdir(bin);
    if (helper !== undefined) {
      const program = path.join(bin, 'docker-credential-test');
      await writeFile(program, helper);
      await chmod(program, 0o755);
    }
    const env = { DOCKER_CONFIG: home, PATH: `${bin}:${process.env['PATH'] ?? ''}` };
    const args = ['promote', '--thin-manifest-dir', folder, '--confirm', '--format', 'json'];
    return runCip([...args, '--retry-deadline', '1s', ...more], { env });
  }

  const login = Buffer.from('robot:secret').toString('base64');

  it.each([
    { scheme: 'basic', options: basic },
    { scheme: 'bearer', options: bearer },
  ])('come from the Docker configuration ($scheme)', async ({ options }) => {
    await start(options);
    await writeManifests();
    const result = await promoteWith({ auths: { [us.host]: { auth: login }, [eu.host]: { auth: login } } });
    expect(reportOf(result).summary).toMatchObject({ promoted: 4, failed: 0, blocked: 0 });
  });

  it.each([
    { scheme: 'basic', options: basic },
    { scheme: 'bearer', options: bearer },
  ])('are in no report, log or statistics ($scheme)', async ({ options }) => {
    await start(options);
    await writeManifests();
    const auths = { [us.host]: { auth: login }, [eu.host]: { auth: login } };
    const most = ['--log-level', 'debug', '--log-format', 'json', '--stats'];
    const { code, stdout, stderr } = await promoteWith({ auths }, undefined, most);
    const sent = [...us.requests, ...eu.requests].flatMap(({ headers }) => headers.authorization ?? []);
    const secrets = new Set(sent.map((header) => header.replace(/^\w+ /, '')));
    expect(code).toBe(0);
    expect(secrets.size).toBeGreaterThan(0);
    for (const secret of [...secrets, 'secret']) expect(stdout + stderr).not.toContain(secret);
  });

  it('come from a credential helper', async () => {
    await start(bearer);
    await writeManifests();
    const helper = '#!/bin/sh\ncat >/dev/null\necho \'{"Username":"robot","Secret":"secret"}\'\n';
    const result = await promoteWith({ credsStore: 'test' }, helper);
    expect(reportOf(result).summary).toMatchObject({ promoted: 4, failed: 0, blocked: 0 });
  });

  it('that are missing make a clear failure, without the secret', async () => {
    await start(bearer);
    await writeManifests();
    const wrong = Buffer.from('robot:wrong-secret').toString('base64');
    const result = await promoteWith({ auths: { [us.host]: { auth: wrong }, [eu.host]: { auth: login } } });
    expect(result.code).toBe(1);
    const { summary, items } = reportOf(result);
    expect(summary).toMatchObject({ promoted: 2 });
    const stuck = items.filter(({ state }) => state !== 'promoted');
    expect(stuck.every(({ destination }) => String(destination).startsWith(us.host))).toBe(true);
    expect(result.stdout + result.stderr).not.toContain('wrong-secret');
    expect(result.stdout + result.stderr).not.toContain(wrong);
  });

  it('are not used by a dry run', async () => {
    await start(bearer);
    await writeManifests();
    const home = await temporaryFolder();
    await writeFile(
      path.join(home, 'config.json'),
      JSON.stringify({ auths: { [us.host]: { auth: login } } }),
    );
    await runCip(['plan', '--thin-manifest-dir', folder], { env: { DOCKER_CONFIG: home } });
    const tokens = us.requests.filter(({ kind }) => kind === 'token');
    expect(tokens.some(({ authorized }) => authorized)).toBe(false);
  });
});
