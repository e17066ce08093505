import { buildImage, buildIndex, buildLayer, type Image } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { rewritten, stage, type Stage } from './fixtures.js';
import { type Job, type JobResult, runJobs, type RunOptions } from './index.js';

const layer = buildLayer('shared', { size: 100_000 });
const layerDigest = layer.digest;
const bad = buildImage('bad', { layers: [layer] });
const sound = buildImage('sound', { layers: [layer] });

/** One image of each of two teams, each from a repository of its own, the bad one first. */
function jobsOf(on: Stage, images: readonly [Image, Image], to: readonly [string, string]): Job[] {
  return images.map(({ descriptor }, i): Job => {
    const from = `team-${i}/app`;
    on.staging.seed(from, images[i] ?? bad);
    const source = on.registry.repository(`${on.staging.host}/${from}`);
    const target = on.registry.repository(to[i] ?? '');
    return { kind: 'copy', digest: descriptor.digest, tags: [`v${i}`], source, target };
  });
}

async function run(jobs: readonly Job[], options: RunOptions): Promise<(JobResult | undefined)[]> {
  const results = new Map<Job, JobResult>();
  await runJobs(jobs, options, (job, result) => results.set(job, result));
  return jobs.map((job) => results.get(job));
}

/** Both want the layer before its first read is answered. */
async function runTogether(
  on: Stage,
  jobs: readonly Job[],
  options: RunOptions,
): Promise<(JobResult | undefined)[]> {
  const gate = on.staging.gate({ kind: 'blob', reference: layerDigest });
  const running = run(jobs, options);
  await gate.arrived;
  await expect.poll(() => on.staging.count({ kind: 'manifest' })).toBe(2);
  gate.open();
  return running;
}

const destinations: [string, (hosts: readonly string[]) => readonly [string, string]][] = [
  ['in one repository', ([a = '']) => [`${a}/prod/app`, `${a}/prod/app`]],
  ['in two repositories of a host', ([a = '']) => [`${a}/prod/bad`, `${a}/prod/sound`]],
  ['on two hosts', ([a = '', b = '']) => [`${a}/prod/app`, `${b}/prod/app`]],
];
const sizes: [string, RunOptions][] = [
  ['a layer that is held', {}],
  ['a layer that streams', { holdBytes: 1000 }],
];
const cases = destinations.flatMap(([where, to]) =>
  sizes.map(([what, options]) => [what, where, to, options] as const),
);

describe('a failure that is one image’s own spares those that share content with it', () => {
  it.each(cases)('when its source lacks %s, %s', async (_what, _where, to, options) => {
    await using on = await stage({ hosts: 2 });
    const jobs = jobsOf(on, [bad, sound], to(on.production.map(({ host }) => host)));
    const match = {
      kind: 'blob',
      repository: 'team-0/app',
      reference: layerDigest,
      times: Infinity,
    } as const;
    on.staging.fault({ action: 'status', status: 404, match });
    const [failed, promoted] = await runTogether(on, jobs, options);
    expect(failed?.state).toBe('failed');
    expect(String(failed?.error)).toContain(`${on.staging.host}/team-0/app`);
    expect(promoted).toMatchObject({ state: 'promoted' });
  });

  it.each(cases)('when it has a wrong size for %s, %s', async (_what, _where, to, options) => {
    const wrong = rewritten(bad, ({ layers }) => {
      for (const one of layers ?? []) one.size += 1;
    });
    await using on = await stage({ hosts: 2 });
    const jobs = jobsOf(on, [wrong, sound], to(on.production.map(({ host }) => host)));
    const [failed, promoted] = await runTogether(on, jobs, options);
    expect(failed?.state).toBe('failed');
    expect(promoted).toMatchObject({ state: 'promoted' });
  });

  const onOneHost = cases.filter(([, where]) => where !== 'on two hosts');
  it.each(onOneHost)(
    'when it has a wrong size for %s that a sound one brought, %s',
    async (_what, _where, to, options) => {
      const wrong = rewritten(bad, ({ layers }) => {
        for (const one of layers ?? []) one.size += 1;
      });
      await using on = await stage();
      const jobs = jobsOf(on, [sound, wrong], to(on.production.map(({ host }) => host)));
      const [promoted, failed] = await run(jobs, { ...options, imagesPerHost: 1 });
      expect(promoted).toMatchObject({ state: 'promoted' });
      expect(failed?.state).toBe('failed');
      expect(String(failed?.error)).toContain(
        `it says that its blob ${layerDigest} has ${layer.bytes.byteLength + 1} bytes`,
      );
    },
  );

  it('when its source lacks a child of an index', async () => {
    const child = buildImage('child');
    const other = buildImage('other');
    await using on = await stage();
    const host = on.production[0]?.host ?? '';
    const indexes = [buildIndex([child]), buildIndex([child, other])] as const;
    const jobs = jobsOf(on, indexes, [`${host}/prod/app`, `${host}/prod/app`]);
    const reference = child.descriptor.digest;
    const match = { kind: 'manifest', repository: 'team-0/app', reference } as const;
    on.staging.fault({ action: 'status', status: 404, match: { ...match, times: Infinity } });
    const gate = on.staging.gate(match);
    const running = run(jobs, {});
    await gate.arrived;
    await expect
      .poll(() => on.staging.count({ repository: 'team-1/app', kind: 'manifest' }))
      .toBeGreaterThan(1);
    gate.open();
    const [failed, promoted] = await running;
    expect(String(failed?.error)).toContain(`${on.staging.host}/team-0/app`);
    expect(promoted).toMatchObject({ state: 'promoted' });
  });
});
