import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { formatShard, shardOf } from '@cip/oci';
import { describe, expect, it } from 'vitest';
import { type CipResult, runCip, startCip, temporaryFolder } from './run-cip.js';
import { images, promoteArguments, reportOf, startWorld, wanted, type World } from './world.js';

const both = [
  { index: 0, count: 2 },
  { index: 1, count: 2 },
] as const;

/** The destination repositories of one of two shards, in both regions. */
function share(index: number): number {
  return 2 * Object.keys(wanted).filter((name) => shardOf(`region/prod/${name}`, 2) === index).length;
}

/** Runs shards that leave their reports in one folder, and gives the folder. */
async function runShards(
  args: readonly string[],
  shards: readonly (typeof both)[number][] = both,
): Promise<string> {
  const artifacts = await temporaryFolder();
  for (const shard of shards) {
    await runCip([...args, '--shard', formatShard(shard)], { env: { ARTIFACTS: artifacts } });
  }
  return artifacts;
}

/** A report without what differs from run to run, and from one process to several. */
function told(text: string, { staging, us, eu }: World): string {
  const hosts = { staging, us, eu };
  const named = Object.entries(hosts).reduce((all, [name, { host }]) => all.replaceAll(host, name), text);
  return named.replaceAll(/"requests":\d+/g, '"requests":0').replaceAll(/\d+ requests?/g, '0 requests');
}

/** Items without what differs by the ports of registries, on which their order depends, too. */
function itemsOf(result: CipResult, world: World): string[] {
  const lines = reportOf(result).items.map((item) => told(JSON.stringify(item), world));
  return lines.map((line) => line.replaceAll(path.basename(world.folder), 'folder')).sort();
}

/** A world in which somebody has given `tools` another digest in one region. */
async function startBlockedWorld(): Promise<World> {
  const world = await startWorld();
  world.us.seed('prod/tools', images.old, ['v3']);
  return world;
}

describe('the reports of shards', () => {
  it.each(['text', 'json', 'junit', 'html'])('are as %s what one process reports', async (format) => {
    await using world = await startBlockedWorld();
    const plan = ['plan', '--thin-manifest-dir', world.folder];
    const artifacts = await runShards(plan);
    const single = await runCip([...plan, '--format', format]);
    const merged = await runCip(['report', artifacts, '--format', format]);
    expect(merged).toMatchObject({ code: 1, stderr: '' });
    expect(single.code).toBe(1);
    expect(told(merged.stdout, world)).toBe(told(single.stdout, world));
    expect(merged.stdout).toContain('tag-moved');
  });

  it('are that of a promotion of which something failed, in the folder of CI, too', async () => {
    await using one = await startWorld();
    await using several = await startWorld();
    for (const { eu } of [one, several]) {
      const match = { kind: 'manifest', method: 'PUT', reference: 'v3', times: Infinity } as const;
      eu.fault({ match, action: 'status', status: 403 });
    }
    const artifacts = await runShards(promoteArguments(several.folder));
    const merged = await runCip(['report', artifacts, '--format', 'json'], { env: { ARTIFACTS: artifacts } });
    const single = await one.promote();
    expect([single.code, merged.code]).toEqual([1, 1]);
    expect(reportOf(merged).summary).toMatchObject({ promoted: 9, failed: 1, existing: 4 });
    expect(itemsOf(merged, several)).toEqual(itemsOf(single, one));
    expect(await readFile(path.join(artifacts, 'cip.json'), 'utf8')).toBe(merged.stdout);
    expect(await readFile(path.join(artifacts, 'junit_cip.xml'), 'utf8')).toContain('failures="1"');
  });

  it('exit as one process would: 0 for a plan without blockers, 2 for a tree that --strict refuses', async () => {
    await using world = await startWorld();
    const plan = ['plan', '--thin-manifest-dir', world.folder];
    expect(await runCip(['report', await runShards(plan)])).toMatchObject({ code: 0 });
    await writeFile(
      path.join(world.folder, 'images/project/images.yaml'),
      '- name: app\n  dmap: {"sha256:1": []}\n',
    );
    const refused = await runCip(['report', '--format', 'json', await runShards([...plan, '--strict'])]);
    expect(refused.code).toBe(2);
    expect(reportOf(refused).summary).toMatchObject({ blocked: 1, planned: 0 });
  });
});

describe('a shard', () => {
  it('that left no report is named, with what is not known', async () => {
    await using world = await startWorld();
    const artifacts = await runShards(['plan', '--thin-manifest-dir', world.folder], [both[0]]);
    const merged = await runCip(['report', path.join(artifacts, 'cip-0-of-2.json')]);
    expect(merged.code).toBe(1);
    const sentence = `shard 1/2 left no report: nothing is known of its ${share(1)} repositories`;
    expect(share(1)).toBeGreaterThan(0);
    expect(merged.stderr).toContain(sentence);
    expect(merged.stdout).toContain(`Unfinished: 1 shard\n  ${sentence}\n`);
  });

  it('that a signal stopped is named, with what it did not compare', async () => {
    await using world = await startWorld();
    const artifacts = await temporaryFolder();
    const gate = world.us.gate({ kind: 'tags' });
    const patient = ['--first-answer-within', '60s', '--shard', '0/1'];
    const arguments_ = promoteArguments(world.folder, { idleTimeout: '60s' });
    const running = startCip([...arguments_, ...patient], { env: { ARTIFACTS: artifacts } });
    await gate.arrived;
    running.kill('SIGTERM');
    const stopped = await running.finished;
    gate.open();
    expect(stopped.code).toBe(143);
    expect(stopped.stdout).toContain(`  ${world.us.host}  4 repositories\n`);
    const merged = await runCip(['report', artifacts]);
    expect(merged.code).toBe(1);
    expect(merged.stderr).toMatch(/shard 0\/1 was interrupted by SIGTERM, [48] repositories not compared/);
    expect(merged.stdout).toContain(`  ${world.us.host}  4 repositories\n`);
  });
});

describe('wrong usage', () => {
  it('is what is not the report of a shard, not of one run, or twice of one shard', async () => {
    await using world = await startWorld();
    const plan = ['plan', '--thin-manifest-dir', world.folder];
    const artifacts = await runShards(plan);
    const others = await runShards([...plan, '--all']);
    const [first, second, cut, copy, nothing] = [
      path.join(artifacts, 'cip-0-of-2.json'),
      path.join(others, 'cip-1-of-2.json'),
      path.join(artifacts, 'cut.json'),
      path.join(others, 'copy.json'),
      await temporaryFolder(),
    ];
    await writeFile(cut, (await readFile(first, 'utf8')).slice(0, -9));
    await copyFile(first, copy);
    const refusals: readonly (readonly [readonly string[], string])[] = [
      [['gone.json'], 'gone.json: it cannot be read'],
      [[nothing], `${nothing}: there is no report of a shard`],
      [[cut], `${cut}: this is not the JSON report of a shard: it is not JSON, or it was cut off`],
      [
        [first, second],
        `${first} and ${second} are not of one run: one was made with no flag, one with --all`,
      ],
      [[first, copy], `${first} and ${copy} are both of shard 0/2`],
    ];
    for (const [paths, message] of refusals) {
      const refused: CipResult = await runCip(['report', ...paths]);
      expect(refused).toMatchObject({ code: 2, stdout: '' });
      expect(refused.stderr).toContain(message);
    }
  });
});
