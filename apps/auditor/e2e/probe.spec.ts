import { buildImage, freePorts, startDockerRegistry, TemporaryFolders, writeTree } from '@cip/testing';
import { afterAll, expect, it } from 'vitest';
import { runAuditor, startAuditor } from './start-auditor.js';
import { counted } from './verdicts.js';

const folders = new TemporaryFolders();
afterAll(() => folders.remove());

async function lastProbe(address: string, repository: string): Promise<number> {
  const text = await (await fetch(`${address}/metrics`)).text();
  const name = `cip_auditor_last_probe_timestamp_seconds{repository="${repository}"} `;
  return Number(
    text
      .split('\n')
      .find((line) => line.startsWith(name))
      ?.slice(name.length),
  );
}

it('a probe that is pushed to a registry is heard of, and nothing is alerted', async () => {
  const port = await freePorts(1);
  const notify = { url: `http://127.0.0.1:${port}/events/distribution` };
  const registry = await startDockerRegistry({ notify });
  const tree = await folders.create();
  const image = buildImage('promised');
  const images = { app: { [image.descriptor.digest]: ['v1'] } };
  await writeTree(tree, {
    one: { source: 'localhost:1/staging', destinations: [`${registry.host}/prod`], images },
  });
  const aside = `${registry.host}/heartbeat/auditor`;
  const args = ['--manifests', tree, '--log-format', 'json', '--probe-repository', aside];
  const auditor = await startAuditor(args, { port });
  try {
    expect(await lastProbe(auditor.address, aside)).toBe(0);
    const began = Date.now() / 1000;
    const { code, stdout } = await runAuditor(['probe', '--repository', aside, '--anonymous']);
    expect([code, stdout]).toEqual([0, expect.stringContaining(`pushed ${aside}@sha256:`)]);
    await expect
      .poll(() => lastProbe(auditor.address, aside), { timeout: 30_000 })
      .toBeGreaterThanOrEqual(began);
    expect(await counted(auditor)).toEqual({
      'IGNORED/probe': 1,
      'IGNORED/no-change': expect.any(Number) as number,
    });
  } finally {
    auditor.kill('SIGTERM');
    await auditor.finished;
    await registry.close();
  }
});

it('a probe that cannot be pushed is an error', async () => {
  const args = ['probe', '--repository', 'localhost:1/heartbeat', '--anonymous', '--retry-deadline', '1s'];
  const { code, stderr } = await runAuditor(args);
  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining('no probe could be pushed to localhost:1/heartbeat'),
  ]);
});

it.each([
  [[], '--repository HOST/PATH'],
  [['--repository', 'Not A Name'], '--repository "Not A Name"'],
])('%j is wrong usage', async (args, said) => {
  const { code, stderr } = await runAuditor(['probe', ...args]);
  expect([code, stderr]).toEqual([2, expect.stringContaining(said)]);
});
