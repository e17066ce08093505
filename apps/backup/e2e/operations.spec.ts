import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import {
  buildImage,
  buildMultiPlatform,
  createGitRepository,
  dockerRegistryAvailable,
  freePorts,
  type Image,
  type Images,
  noRealRegistry,
  noSkopeo,
  pushImage,
  startCommand,
  startDockerRegistry,
  startErrorReporting,
  startRegistry,
  type TestRegistry,
  treeFiles,
  writeTree,
} from '@cip/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blocksOf, Desk, hasProgram } from './operations-page.js';
import { hoursAgo, reportOf, temporaryFolder } from './run-cip-backup.js';

const [app, tool, rogue] = [buildImage('app'), buildImage('tool'), buildImage('rogue')];
const platforms = buildMultiPlatform('platforms', { layers: 1 });
const untagged = buildImage('untagged');
const noDigest = `sha256:${'0'.repeat(64)}`;

const promised: Images = {
  web: { [app.descriptor.digest]: ['v1.0.0'], [platforms.descriptor.digest]: ['v1.1.0'] },
  'build/tools': { [tool.descriptor.digest]: ['t1'], [untagged.descriptor.digest]: [] },
};

describe('the page about disaster recovery', () => {
  const [opening, look, dryRun, some, all, tags, plan, drill, record, tree, incremental, onDisk, ...more] =
    blocksOf('disaster-recovery.md');
  const registries: TestRegistry[] = [];
  let production: TestRegistry;
  let elsewhere: TestRegistry;
  let another: TestRegistry;
  let desk: Desk;
  let before: string[];

  const start = async (): Promise<TestRegistry> => {
    const registry = await startRegistry({ google: true });
    registries.push(registry);
    return registry;
  };
  const seed = (registry: TestRegistry): void => {
    registry.seed('prod/web', app, ['v1.0.0']);
    registry.seed('prod/web', platforms, ['v1.1.0']);
    registry.seed('prod/build/tools', tool, ['t1']);
    registry.seed('prod/build/tools', untagged);
  };
  const lose = (registry: TestRegistry, repository: string, ...images: readonly Image[]): void => {
    for (const image of images)
      expect(registry.deleteManifest(repository, image.descriptor.digest)).toBe(true);
  };
  const loseAll = (registry: TestRegistry): void => {
    lose(registry, 'prod/web', app, platforms);
    lose(registry, 'prod/build/tools', tool, untagged);
  };

  beforeAll(async () => {
    [production, elsewhere, another] = [await start(), await start(), await start()];
    const directory = `${await temporaryFolder()}/backup`;
    const [backup, hourly] = [await start(), await start()];
    seed(production);
    seed(elsewhere);
    before = production.digestSet();
    const hour = hoursAgo(1);
    const pairs = [
      [production, backup, 'tree'],
      [elsewhere, hourly, 'incremental'],
    ] as const;
    for (const [from, to, layout] of pairs) {
      const names = ['--from', `${from.host}/prod`, '--to', `${to.host}/prod`];
      await reportOf(['run', ...names, '--layout', layout, '--hour', hour]);
    }
    await reportOf(['run', '--from', `${production.host}/prod`, '--to', `oci:${directory}`, '--hour', hour]);
    desk = await Desk.open({
      'us.registry.example': production.host,
      'eu.registry.example': elsewhere.host,
      'ap.registry.example': another.host,
      '/srv/backup': directory,
      'us.backup.example': backup.host,
      'eu.backup.example': hourly.host,
      '2026/11/25/09': hour,
      '2026-11-25-09': hour.replaceAll('/', '-'),
    });
    const names = { source: `${(await start()).host}/staging`, destinations: [`${production.host}/prod`] };
    await writeTree(desk.path('my-manifests'), { prod: { ...names, images: promised } });
  });
  afterAll(() => Promise.all(registries.map((registry) => registry.close())));

  it('has no other commands than those below', () => {
    expect(more).toEqual([]);
  });

  it('says how old and how good the backup is', async () => {
    const { code, stdout } = await desk.run(look);
    expect(code).toBe(0);
    expect(stdout).toMatch(/1 complete snapshot; the latest is [\d/]{13}, finished \d+ minutes? ago\.$/m);
    expect(stdout).toContain('What was looked at is as the record says.');
  });

  it('changes nothing in a dry run', async () => {
    loseAll(production);
    const damaged = production.digestSet();
    const { code, stdout } = await desk.run(dryRun);
    expect(code).toBe(0);
    expect(stdout).toContain('Nothing was written: this was a dry run.');
    expect(stdout).toMatch(/\/prod\/build\/tools +t1 /);
    expect(production.digestSet()).toEqual(damaged);
  });

  it('restores some repositories, and then all, byte for byte', async () => {
    expect(await desk.run(some)).toMatchObject({ code: 0 });
    const ofTools = (line: string): boolean => line.startsWith('prod/build/tools');
    expect(production.digestSet().filter(ofTools)).toEqual(before.filter(ofTools));
    expect(production.manifest('prod/web', 'v1.0.0')).toBeUndefined();
    expect(await desk.run(all)).toMatchObject({ code: 0 });
    expect(production.digestSet()).toEqual(before);
  });

  it('leaves tags that moved, until it is told to move them back', async () => {
    production.seed('prod/web', rogue);
    production.setTag('prod/web', 'v1.0.0', rogue.descriptor.digest);
    const left = await desk.run(all);
    expect(left).toMatchObject({ code: 1 });
    expect(left.stdout).toContain('Tags left on something else: 1 item');
    expect(left.stdout).toContain('--overwrite-tags moves them');
    const { code, stdout } = await desk.run(tags);
    expect(code).toBe(0);
    expect(stdout).toContain('the tag is to be moved');
    expect(stdout).toContain('Tags moved: 1 item');
    expect(production.manifest('prod/web', 'v1.0.0')?.descriptor.digest).toBe(app.descriptor.digest);
    // Nothing is deleted.
    lose(production, 'prod/web', rogue);
    expect(production.digestSet()).toEqual(before);
  });

  it('has the manifests kept afterwards', async () => {
    const { code, stdout } = await desk.run(plan);
    expect(code).toBe(0);
    expect(stdout).toContain('Nothing to do: all 4 items are in place.');
  });

  it('is drilled every week', async () => {
    const { code, stdout } = await desk.run(drill);
    expect(code).toBe(0);
    expect(stdout).toContain('It restores: all is as the record says.');
  });

  it('needs the command that it opens with, and no more', async () => {
    loseAll(production);
    expect(await desk.run(opening)).toMatchObject({ code: 0 });
    expect(production.digestSet()).toEqual(before);
  });

  it('can do without cip-backup', async ({ skip }) => {
    const withoutSkopeo = await noSkopeo();
    if (withoutSkopeo !== undefined) return skip(withoutSkopeo);
    if (!(await hasProgram('jq'))) return skip('jq is not installed (apt-get install jq)');
    const read = await desk.run(record);
    expect(read.stdout, read.stderr).toMatch(/\ntree\nbuild\/tools\nweb\n$|^tree\nbuild\/tools\nweb\n$/);
    lose(production, 'prod/web', app);
    const one = await desk.run(tree);
    expect(one, one.stderr).toMatchObject({ code: 0 });
    expect(production.digestSet()).toEqual(before);
    lose(elsewhere, 'prod/web', app, platforms);
    const every = await desk.run(incremental);
    expect(every, every.stderr).toMatchObject({ code: 0 });
    expect(elsewhere.digestSet()).toEqual(before);
  });

  it('can do without cip-backup where the backup is a directory', async ({ skip }) => {
    if (!(await hasProgram('jq'))) return skip('jq is not installed (apt-get install jq)');
    if (!(await hasProgram('regctl', 'version'))) {
      return skip('regctl is not installed (go install github.com/regclient/regclient/cmd/regctl@latest)');
    }
    const every = await desk.run(onDisk);
    expect(every, every.stderr).toMatchObject({ code: 0 });
    const ofWeb = (line: string): boolean => line.startsWith('prod/web');
    expect(another.digestSet()).toEqual(before.filter(ofWeb));
  });
});

describe('the page about break-glass', () => {
  const [remove, before, after, promote, verify, ...more] = blocksOf('break-glass.md');
  const auditorProgram = fileURLToPath(new URL('../../../dist/apps/auditor/main.js', import.meta.url));

  it('has no other commands than those below', () => {
    expect(more).toEqual([]);
  });

  it(
    'removes an image from all regions, and each program does what the page says',
    { timeout: 120_000 },
    async ({ skip }) => {
      const missing = (await dockerRegistryAvailable()) ? await noSkopeo() : noRealRegistry;
      if (missing !== undefined) {
        if (process.env['CIP_REQUIRE_REAL_REGISTRY'] === '1') throw new Error(missing);
        return skip(missing);
      }
      const port = await freePorts(1);
      const secret = 'an-open-secret';
      const secretFile = `${await temporaryFolder()}/secret`;
      await writeFile(secretFile, `${secret}\n`);
      const url = `http://127.0.0.1:${port}/events/distribution`;
      const notify = { url, authorization: `Bearer ${secret}` };
      await using reporting = await startErrorReporting();
      await using staging = await startDockerRegistry();
      await using us = await startDockerRegistry({ notify });
      await using eu = await startDockerRegistry({ notify });
      await using backup = await startDockerRegistry();
      await using manifests = await createGitRepository();
      const desk = await Desk.open({
        'us.registry.example': us.host,
        'eu.registry.example': eu.host,
        'us.backup.example': backup.host,
        [noDigest]: app.descriptor.digest,
      });
      const regions = [us, eu];
      const promise = async (images: Images): Promise<void> => {
        const destinations = regions.map(({ host }) => `${host}/prod`);
        const files = treeFiles({ prod: { source: `${staging.host}/staging`, destinations, images } });
        await manifests.write(files);
        await manifests.commit('promise');
        await writeTree(desk.path('my-manifests'), {}, files);
      };
      const holds = ({ host }: { readonly host: string }): Promise<number> =>
        fetch(`http://${host}/v2/prod/web/manifests/${app.descriptor.digest}`, {
          headers: { accept: app.descriptor.mediaType },
        }).then(({ status }) => status);

      await promise({ web: { [app.descriptor.digest]: ['v1.0.0'], [tool.descriptor.digest]: ['v1.2.0'] } });
      await pushImage(staging.host, 'staging/web', app, ['v1.0.0']);
      await pushImage(staging.host, 'staging/web', tool, ['v1.2.0']);
      const flags = {
        port: String(port),
        manifests: `file://${manifests.folder}`,
        'distribution-secret-file': secretFile,
        'error-reporting-project': 'some-project',
      };
      const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
      const auditor = startCommand(auditorProgram, ['serve', '--host', '127.0.0.1', ...args], {
        env: reporting.environment,
        timeout: 110_000,
      });
      try {
        expect(await desk.run(promote)).toMatchObject({ code: 0 });
        await reportOf(['run', '--from', `${us.host}/prod`, '--to', `${backup.host}/prod`]);

        await promise({ web: { [tool.descriptor.digest]: ['v1.2.0'] } });
        const found = await desk.run(before);
        expect(found.code, found.stderr).toBe(1);
        expect(found.stdout).toContain('v1.0.0');
        expect(await Promise.all(regions.map(holds))).toEqual([200, 200]);

        expect(await desk.run(remove)).toMatchObject({ code: 0 });
        expect(await Promise.all(regions.map(holds))).toEqual([404, 404]);
        expect(await desk.run(after)).toMatchObject({ code: 0 });

        const alerts = (): string[] =>
          reporting.reports
            .filter(({ message }) => message.includes('REJECTED deleted'))
            .map(({ context }) => context.httpRequest.url)
            .filter((name) => name.endsWith(`@${app.descriptor.digest}`))
            .sort();
        const expected = regions.map(({ host }) => `${host}/prod/web@${app.descriptor.digest}`).sort();
        await expect.poll(alerts, { timeout: 30_000 }).toEqual(expected);

        expect(await desk.run(promote)).toMatchObject({ code: 0 });
        expect(await Promise.all(regions.map(holds))).toEqual([404, 404]);
        expect(await desk.run(verify)).toMatchObject({ code: 0 });

        // While the manifests promise it, a promotion puts it back.
        await promise({ web: { [app.descriptor.digest]: ['v1.0.0'], [tool.descriptor.digest]: ['v1.2.0'] } });
        expect(await desk.run(promote)).toMatchObject({ code: 0 });
        expect(await Promise.all(regions.map(holds))).toEqual([200, 200]);
        expect(alerts()).toEqual(expected);
      } finally {
        auditor.kill('SIGTERM');
        await auditor.finished;
      }
    },
  );
});
