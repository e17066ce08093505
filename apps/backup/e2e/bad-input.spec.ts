import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { buildImage, startRegistry, writeTree } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { hoursAgo, reportOf, runBackup, startBackup, temporaryFolder } from './run-cip-backup.js';
import { images, seed, startWorld } from './world.js';

const [first, second] = [hoursAgo(2), hoursAgo(1)];
const layer = [...images.app.blobs.keys()][1] ?? '';

describe('a backup that is damaged', () => {
  it('tells a corrupt blob, at level blobs only', async () => {
    await using world = await startWorld('incremental');
    await world.take(first);
    const match = { kind: 'blob', method: 'GET', reference: layer, times: Infinity } as const;
    world.store.fault({ action: 'corrupt', match });
    await reportOf(['verify', first, '--backup', world.backup, '--level', 'graph']);
    const { items, summary } = await reportOf(
      ['verify', first, '--backup', world.backup, '--level', 'blobs'],
      1,
    );
    expect(items).toMatchObject([{ state: 'corrupt', repository: 'app', tags: ['v1', 'v1.0'] }]);
    expect(items[0]?.reason).toContain(layer);
    expect(summary['corrupt']).toBe(1);
  });

  it('tells a missing child, and the index that it is missing from', async () => {
    await using world = await startWorld('tree');
    await world.take(first);
    const [child] = images.platforms.children;
    world.store.deleteManifest(`backup/${first}/app`, child!.descriptor.digest);
    const { items } = await reportOf(['verify', first, '--backup', world.backup, '--level', 'graph'], 1);
    expect(items.map(({ digest, state }) => ({ digest, state }))).toEqual(
      [
        ...[child!, images.platforms].map(({ descriptor }) => ({
          digest: descriptor.digest,
          state: 'missing',
        })),
      ].sort((a, b) => (a.digest < b.digest ? -1 : 1)),
    );
    const drill = await reportOf(['drill', first, '--backup', world.backup], 1);
    expect(drill.items.map(({ state }) => state)).toContain('missing');
  });

  it('tells a record that is none, and is restored from the one before', async () => {
    await using world = await startWorld('incremental');
    await world.take(first);
    const tag = second.replaceAll('/', '-');
    world.store.seed('backup/snapshots', buildImage('no record'), [tag]);
    const listed = await runBackup(['list', '--backup', world.backup]);
    expect(listed.stdout).toMatch(new RegExp(`${second} +unreadable`));
    const verified = await runBackup(['verify', 'latest', '--backup', world.backup]);
    expect(verified).toMatchObject({ code: 1 });
    expect(verified.stderr).toContain(`the record of snapshot ${second}`);
    await world.verify(first);
    const third = await world.take(hoursAgo(0));
    expect(third.summary).toMatchObject({ copied: 0, failed: 0 });
  });
});

describe('a snapshot that is not there', () => {
  it.each([
    ['missing', () => first, 2, 'is not there, or was never finished'],
    ['of the future', () => '2999/01/01/00', 2, 'is of the future'],
    ['no hour', () => '2026/13/01/00', 2, 'names no hour'],
  ])('is refused: %s', async (_situation, snapshot, code, message) => {
    await using world = await startWorld('incremental');
    await world.take(second);
    for (const command of [['verify'], ['drill'], ['restore', '--to', `${world.production.host}/prod`]]) {
      const result = await runBackup([
        command[0]!,
        snapshot(),
        ...command.slice(1),
        '--backup',
        world.backup,
      ]);
      expect(result.code, result.stderr).toBe(code);
      expect(result.stderr).toContain(message);
      expect(result.stderr).not.toContain('    at ');
    }
  });

  it('is refused: latest of an empty backup', async () => {
    await using world = await startWorld('incremental');
    const result = await runBackup(['verify', 'latest', '--backup', world.backup]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain('has no complete snapshot');
  });

  it('of the future is never the latest, nor the base of a run', async () => {
    await using world = await startWorld('tree');
    await world.take(first);
    const record = world.store.manifest('backup/snapshots', first.replaceAll('/', '-'))!;
    world.store.setTag('backup/snapshots', '2999-01-01-00', record.descriptor.digest);
    await world.take(second);
    const listed = JSON.parse(
      (await runBackup(['list', '--backup', world.backup, '--format', 'json'])).stdout,
    ) as {
      summary: object;
    };
    expect(listed.summary).toMatchObject({ complete: 2, future: 1, latest: second });
    await world.verify('latest');
  });
});

describe('wrong usage', () => {
  it.each([
    [
      'another number of backups',
      ['--from', 'a.example/x,b.example/x', '--to', 'c.example/y'],
      2,
      'by their position',
    ],
    [
      'a backup inside of its source',
      ['--from', 'a.example/x', '--to', 'a.example/x/backup'],
      3,
      'inside of its own source',
    ],
    [
      'a backup inside of another source',
      ['--from', 'a.example/x,b.example/x', '--to', 'c.example/y,a.example/x/b'],
      3,
      'inside',
    ],
    [
      'a backup inside of its source, under another spelling',
      ['--from', '127.0.0.1:5000/x', '--to', '127.0.0.01:5000/x/b'],
      3,
      'inside',
    ],
    [
      'a backup inside of its source, under another name of its host',
      ['--from', 'docker.io/x', '--to', 'registry-1.docker.io/x/b'],
      3,
      'inside',
    ],
    [
      'one backup for two',
      ['--from', 'a.example/x,b.example/x', '--to', 'c.example/y,c.example/y'],
      2,
      'twice',
    ],
    [
      'a layout that is no directory',
      ['--from', 'a.example/x', '--to', 'c.example/y', '--layout', 'oci'],
      2,
      'oci:DIR',
    ],
    ['a tree on disk', ['--from', 'a.example/x', '--to', 'oci:/tmp/x', '--layout', 'tree'], 2, 'oci:DIR'],
    [
      'an hour of the future',
      ['--from', 'a.example/x', '--to', 'c.example/y', '--hour', '2999/01/01/00'],
      2,
      'future',
    ],
    ['no hour', ['--from', 'a.example/x', '--to', 'c.example/y', '--hour', 'now'], 2, 'names no hour'],
    ['nothing', [], 2, 'nothing to back up'],
    ['a scheme', ['--from', 'https://a.example/x', '--to', 'c.example/y'], 2, '--from'],
    [
      'no manifests',
      ['--from', 'a.example/x', '--to', 'c.example/y', '--thin-manifest-dir', '/nonexistent'],
      2,
      '/nonexistent',
    ],
  ])('is told before anything is sent: %s', async (_situation, args, code, message) => {
    const result = await runBackup(['run', ...args]);
    expect(result.code, result.stderr).toBe(code);
    expect(result.stderr).toContain(message);
    expect(result.stdout).toBe('');
  });
});

describe('a run in which something fails', () => {
  it('keeps the rest, and is completed by the next one in the same hour', async () => {
    await using world = await startWorld('tree');
    const match = { kind: 'blob', reference: layer, times: Infinity } as const;
    const fault = world.production.fault({ action: 'status', status: 403, match });
    const { items, regions } = await world.take(first, 1);
    expect(items.filter(({ state }) => state === 'failed')).toMatchObject([
      { repository: 'app', tags: ['v1', 'v1.0'] },
    ]);
    expect(items.filter(({ state }) => state === 'copied').length).toBeGreaterThan(2);
    expect(regions).toMatchObject([{ state: 'partial' }]);
    expect((await runBackup(['list', '--backup', world.backup])).stdout).toMatch(
      new RegExp(`${first} +partial`),
    );
    // What was written under a tag stays, so that what production says by now needs another tree.
    world.production.setTag('prod/app', 'v2', images.app.descriptor.digest);
    fault.remove();
    await world.take(first);
    expect(world.store.manifest(`backup/${first}/app`, 'v2')?.descriptor.digest).toBe(
      images.platforms.descriptor.digest,
    );
    await world.verify(first);
    expect(await world.restored(first)).toEqual(world.production.digestSet());
    const again = await world.take(first);
    expect(again).toMatchObject({ items: [], regions: [{ state: 'already' }] });
  });

  it('names what production itself has lost, and the snapshot is whole without it', async () => {
    await using world = await startWorld('incremental');
    world.production.deleteBlob('prod/app', layer as `sha256:${string}`);
    const { items, regions } = await world.take(first, 1);
    expect(items.filter(({ state }) => state === 'missing')).toMatchObject([
      { repository: 'app', tags: ['v1', 'v1.0'] },
    ]);
    expect(regions).toMatchObject([{ state: 'complete' }]);
    await world.verify(first);
  });

  it('in one region does not stop another', async () => {
    await using one = await startWorld('incremental');
    await using other = await startWorld('incremental');
    one.production.fault({ action: 'status', status: 403, match: { times: Infinity } });
    const pairs = ['--from', `${one.from},${other.from}`, '--to', `${one.backup},${other.backup}`];
    const { regions, items } = await reportOf(
      ['run', ...pairs, '--layout', 'incremental', '--hour', first],
      1,
    );
    expect(regions).toMatchObject([{ state: 'incomplete' }, { state: 'complete' }]);
    expect(items.filter(({ state }) => state === 'failed')).toMatchObject([{ registry: one.from }]);
    await other.verify(first);
  });

  it('has no room on the disk: what was there stays', async ({ skip }) => {
    const folder = path.join(await temporaryFolder(), 'small');
    await mkdir(folder);
    const run = promisify(execFile);
    const mounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder]).then(
      () => true,
      () => false,
    );
    if (!mounted) return skip('a small file system cannot be mounted here');
    try {
      await using world = await startWorld('incremental');
      const args = (hour: string): string[] => [
        'run',
        '--from',
        world.from,
        '--to',
        `oci:${folder}/b`,
        '--hour',
        hour,
      ];
      await reportOf(args(first));
      seed(world.production, 'prod/large', [
        [buildImage('large', { layers: 1, layerSize: 400_000 }), ['l1']],
      ]);
      const { items } = await reportOf(args(second), 1);
      expect(items).toMatchObject([{ repository: 'large', state: 'failed' }]);
      expect(items[0]?.reason).toContain(folder);
      const verified = await reportOf([
        'verify',
        'latest',
        '--backup',
        `oci:${folder}/b`,
        '--level',
        'blobs',
      ]);
      expect(verified.summary).toMatchObject({ snapshot: first, corrupt: 0, missing: 0 });
    } finally {
      await run('umount', [folder]);
    }
  });
});

describe('the lock of a machine', () => {
  it('keeps out a second run, and is free when its holder has died', async () => {
    await using world = await startWorld('incremental');
    const lock = path.join(await temporaryFolder(), 'lock');
    const gate = world.production.gate({ times: Infinity });
    const holder = startBackup([...world.runArguments(first), '--lock', lock]);
    await gate.arrived;
    const second = await runBackup([...world.runArguments(first), '--lock', lock]);
    expect(second.code).toBe(3);
    expect(second.stderr).toContain('is in use by process');
    holder.kill('SIGKILL');
    await holder.finished;
    gate.open();
    await reportOf([...world.runArguments(first), '--lock', lock]);
    await expect(readFile(lock)).rejects.toThrow('ENOENT');
  });
});

describe('manifests beside a run', () => {
  it('tell how much of what they promise is in the backup, and which registries are not', async () => {
    await using world = await startWorld('incremental');
    await using other = await startRegistry();
    const folder = await temporaryFolder();
    const { digest } = images.app.descriptor;
    const destinations = [`${world.production.host}/prod`, `${other.host}/prod`];
    const wanted = { app: { [digest]: ['v1'], [images.next.descriptor.digest]: ['v9'] } };
    await writeTree(folder, { prod: { source: 'staging.example/prod', destinations, images: wanted } });
    const metrics = path.join(folder, 'backup.prom');
    const args = ['--thin-manifest-dir', folder, '--metrics-file', metrics];
    const report = await reportOf([...world.runArguments(first), ...args], 1);
    expect(report.summary['coverage']).toBe(0.25);
    expect(report.uncovered).toEqual([`${world.from}/app@${images.next.descriptor.digest}`]);
    expect(report.items.filter(({ state }) => state === 'missing')).toMatchObject([
      { registry: `${other.host}/prod` },
    ]);
    const text = await readFile(metrics, 'utf8');
    expect(text).toContain('cip_backup_coverage_ratio 0.25');
    expect(text).toContain(`cip_backup_region_complete{from="${world.from}",to="${world.backup}"} 1`);
  });
});
