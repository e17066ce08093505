import { readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Digest } from '@cip/oci';
import { buildImage, startRegistry } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { hoursAgo, type JsonReport, reportOf, runBackup } from './run-cip-backup.js';
import { images, type Layout, startWorld, type World } from './world.js';

const [first, second, third, now] = [3, 2, 1, 0].map(hoursAgo) as [string, string, string, string];
const tagOf = (hour: string) => hour.replaceAll('/', '-');

type Damage = (world: World, hour: string) => Promise<void>;

/** The file of a record's manifest or of its layer, in a layout on disk. */
async function recordFile(world: World, hour: string, part: 'manifest' | 'layer'): Promise<string> {
  const directory = world.backup.slice('oci:'.length);
  const fileOf = (digest: string) => path.join(directory, 'blobs', digest.replace(':', '/'));
  const index = JSON.parse(await readFile(path.join(directory, 'index.json'), 'utf8')) as {
    manifests: { digest: string; annotations: Record<string, string> }[];
  };
  const name = `snapshots:${tagOf(hour)}`;
  const found = index.manifests.find(({ annotations }) => Object.values(annotations).includes(name));
  const manifest = fileOf(found?.digest ?? expect.fail(`there is no ${name}`));
  if (part === 'manifest') return manifest;
  const { layers } = JSON.parse(await readFile(manifest, 'utf8')) as { layers: { digest: string }[] };
  return fileOf(layers[0]?.digest ?? '');
}

async function flip(file: string): Promise<void> {
  const bytes = await readFile(file);
  bytes[Math.floor(bytes.length / 2)]! ^= 1;
  await rm(file);
  await writeFile(file, bytes);
}

const onDisk = (part: 'manifest' | 'layer', change: (file: string) => Promise<void>): Damage => {
  return async (world, hour) => change(await recordFile(world, hour, part));
};

const inRegistry: Damage = async (world, hour) => {
  const manifest = world.store.manifest('backup/snapshots', tagOf(hour));
  const { layers } = JSON.parse(Buffer.from(manifest?.bytes ?? []).toString()) as {
    layers: { digest: Digest }[];
  };
  await Promise.resolve(world.store.deleteBlob('backup/snapshots', layers[0]!.digest));
};

const damages: [string, Layout, Damage][] = [
  ['whose layer is gone', 'incremental', inRegistry],
  ['whose layer is gone', 'tree', inRegistry],
  ['whose layer has a flipped bit', 'oci', onDisk('layer', flip)],
  ['whose manifest has a flipped bit', 'oci', onDisk('manifest', flip)],
  [
    'whose layer is cut off',
    'oci',
    onDisk('layer', async (file) => truncate(file, Math.floor((await stat(file)).size / 2))),
  ],
  ['whose layer is gone', 'oci', onDisk('layer', (file) => rm(file))],
];

const listed = ({ items }: JsonReport) => items.map(({ snapshot, state }) => `${snapshot} ${state}`);

describe.each(damages)('a record %s, in the layout %s', (_situation, layout, damage) => {
  it('is never the latest, and is named', { timeout: 120_000 }, async () => {
    await using world = await startWorld(layout);
    await world.take(first);
    const before = world.production.digestSet();
    world.production.seed('prod/app', images.next, ['next']);
    await world.take(second);
    await damage(world, second);

    const backup = ['--backup', world.backup];
    for (const command of ['verify', 'drill']) {
      const { summary, items } = await reportOf([command, 'latest', ...backup], 1);
      expect(summary).toMatchObject({ snapshot: first, corrupt: 1, missing: 0, failed: 0 });
      expect(items).toMatchObject([{ snapshot: second, repository: 'snapshots', tags: [tagOf(second)] }]);
    }
    await using empty = await startRegistry();
    const restored = await runBackup([
      'restore',
      'latest',
      ...backup,
      '--to',
      `${empty.host}/prod`,
      '--confirm',
    ]);
    expect(restored.code, restored.stderr).toBe(0);
    expect(restored.stderr).toContain(`snapshot ${second} is not taken as the latest`);
    expect(empty.digestSet()).toEqual(before);

    const { code, stdout } = await runBackup(['list', ...backup, '--format', 'json']);
    expect(code).toBe(1);
    const report = JSON.parse(stdout) as JsonReport;
    expect(report.summary).toMatchObject({ latest: first, unreadable: 1 });
    expect(listed(report)).toEqual([`${first} complete`, `${second} unreadable`]);
  });

  it('stops neither the next snapshots nor what is done with others', { timeout: 120_000 }, async () => {
    await using world = await startWorld(layout);
    world.allowDeletes();
    await world.take(first);
    await world.take(second);
    await damage(world, second);

    expect((await world.take(third)).regions).toMatchObject([{ state: 'complete' }]);
    await world.verify(third);
    await world.verify(first);
    expect(await world.restored(third)).toEqual(world.production.digestSet());

    const backup = ['--backup', world.backup];
    const { stdout } = await runBackup(['list', ...backup, '--format', 'json']);
    const states = listed(JSON.parse(stdout) as JsonReport);
    expect(states).toEqual(expect.arrayContaining([`${first} complete`, `${third} complete`]));
    const others: (readonly string[])[] = [
      ['verify', second, ...backup],
      ['restore', second, ...backup, '--to', `${world.production.host}/again`],
      ['drill', second, ...backup],
    ];
    for (const args of others) {
      const { code, stderr } = await runBackup(args);
      expect(code, `${args.join(' ')}\n${stderr}`).toBe(1);
      expect(stderr).toContain(second);
    }
    const pruned = await runBackup(['prune', ...backup, '--keep-hourly', '1', '--confirm']);
    expect(pruned.code, pruned.stderr).toBe(layout === 'tree' ? 0 : 1);
    expect(pruned.stdout + pruned.stderr).toContain(second);
    await world.verify(third);
    expect(await world.restored(third)).toEqual(world.production.digestSet());
  });
});

describe('the chain of records', () => {
  it('shows in the list that one was exchanged, or is gone', { timeout: 120_000 }, async () => {
    await using world = await startWorld('incremental');
    for (const hour of [first, second, third]) {
      await world.take(hour);
      world.production.seed('prod/app', buildImage(hour), [tagOf(hour)]);
    }
    const list = ['list', '--backup', world.backup];
    expect((await reportOf(list)).items).toMatchObject(
      [first, second, third].map(() => ({ state: 'complete' })),
    );
    const taken = world.store.manifest('backup/snapshots', tagOf(second))!;
    world.store.deleteTag('backup/snapshots', tagOf(second));
    expect((await reportOf(list)).items[1]?.reason).toContain(`${second}, is gone`);
    // As somebody would who wants that hour to lack what it had.
    await world.take(second);
    expect(world.store.manifest('backup/snapshots', tagOf(second))?.descriptor.digest).not.toBe(
      taken.descriptor.digest,
    );
    const { items, summary } = await reportOf(list, 1);
    expect(items.map(({ state }) => state)).toEqual(['complete', 'suspect', 'suspect']);
    expect(items[1]?.reason).toContain('one of them was exchanged');
    expect(summary).toMatchObject({ latest: first, suspect: 2 });
    expect((await reportOf(['verify', 'latest', '--backup', world.backup], 1)).summary).toMatchObject({
      snapshot: first,
    });
  });
});

describe('a backup place that is in use for something else', () => {
  it.each(['tree', 'incremental', 'oci'] as const)('is refused in the layout %s', async (layout) => {
    await using world = await startWorld(layout);
    await world.take(now);
    world.production.seed('other/app', images.next, ['v1']);
    const writes = world.store.writes;
    for (const hour of [now, first]) {
      const run = ['run', '--from', `${world.production.host}/other`, '--to', world.backup, '--hour', hour];
      const { code, stdout, stderr } = await runBackup([...run, '--layout', layout]);
      expect(code, `${stdout}\n${stderr}`).toBe(3);
      expect(stdout).toContain(`${world.production.host}/prod`);
    }
    expect(world.store.writes).toBe(writes);
  });

  it('is refused in another layout', async () => {
    await using world = await startWorld('tree');
    await world.take(now);
    const run = ['run', '--from', world.from, '--to', world.backup, '--layout', 'incremental'];
    const { code, stdout } = await runBackup(run);
    expect(code).toBe(3);
    expect(stdout).toContain('in the layout tree');
  });
});

describe('the index of one repository that is gone', () => {
  it('blocks that repository, and nothing else', async () => {
    await using world = await startWorld('oci');
    await world.take(first);
    const directory = path.join(world.backup.slice('oci:'.length), 'blobs', 'sha256');
    for (const name of await readdir(directory)) {
      const text = await readFile(path.join(directory, name), 'latin1');
      if (text.includes('repository.v1+json') && text.includes('sig')) await rm(path.join(directory, name));
    }
    const backup = ['--backup', world.backup];
    const to = `${world.production.host}/again`;
    const report = await reportOf(['restore', first, ...backup, '--to', to, '--confirm'], 1);
    expect(report.items).toContainEqual(
      expect.objectContaining({ repository: 'app', digest: '', state: 'corrupt' }),
    );
    expect(report.items).toContainEqual(
      expect.objectContaining({ repository: 'deep/tool', state: 'copied' }),
    );
    const drill = await reportOf(['drill', first, ...backup], 1);
    expect(drill.items).toMatchObject([{ repository: 'app', digest: '', state: 'corrupt' }]);
    const verified = await reportOf(['verify', first, ...backup], 1);
    expect(verified.items).toMatchObject([{ repository: 'app', digest: '', state: 'corrupt' }]);
  });
});
