import { buildImage, startRegistry, TemporaryFolders, type TestRegistry, writeTree } from '@cip/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CipResult, runCip } from './run-cip.js';

interface Report {
  readonly summary: Record<string, number>;
  readonly items: readonly { kind: string; state: string; destination: string; reason?: string }[];
}

const images = Array.from({ length: 6 }, (_, i) => buildImage(`image ${i}`));

let staging: TestRegistry;
let us: TestRegistry;
let eu: TestRegistry;
const folders = new TemporaryFolders();
let folder: string;

/** Six images for two registries: `us` is new, and `eu` has all but two. */
beforeEach(async () => {
  [staging, us, eu] = [await startRegistry(), await startRegistry(), await startRegistry()];
  folder = await folders.create();
  const dmap: Record<string, string[]> = {};
  for (const [i, image] of images.entries()) {
    staging.seed('foo/app', image);
    if (i >= 2) eu.seed('prod/app', image, [`v${i}`]);
    dmap[image.descriptor.digest] = [`v${i}`];
  }
  const destinations = [`${us.host}/prod`, `${eu.host}/prod`];
  await writeTree(folder, { foo: { source: `${staging.host}/foo`, destinations, images: { app: dmap } } });
});

afterEach(async () => {
  await Promise.all([staging, us, eu].map((server) => server.close()));
  await folders.remove();
});

async function promote(...flags: string[]): Promise<CipResult & { report: Report }> {
  const args = ['promote', '--thin-manifest-dir', '.', '--format', 'json', ...flags];
  const result = await runCip(args, { cwd: folder });
  return { ...result, report: JSON.parse(result.stdout) as Report };
}

it('a new registry that would get much is left alone, and the others are filled', async () => {
  const { code, report } = await promote('--confirm', '--max-steps', '5');
  expect(code).toBe(1);
  expect(report.summary).toMatchObject({ promoted: 2, planned: 6, blocked: 1 });
  const stop = report.items.find(({ kind }) => kind === 'safety-stop');
  expect(stop).toMatchObject({ state: 'blocked', destination: us.host });
  expect(stop?.reason).toContain(`6 steps would fill it; if this registry is new, use --fill ${us.host}`);
  expect(us.writes).toBe(0);
  expect(Object.keys(eu.snapshot()['prod/app']?.tags ?? {})).toHaveLength(6);
});

it('--fill allows it', async () => {
  const { code, report } = await promote('--confirm', '--max-steps', '5', '--fill', us.host);
  expect(code).toBe(0);
  expect(report.summary).toMatchObject({ promoted: 8, planned: 0, blocked: 0 });
});

it('so is one whose plan wants a large share', async () => {
  const { code, report } = await promote('--confirm', '--max-steps', '1', '--fill', us.host);
  expect(code).toBe(1);
  expect(report.items.find(({ kind }) => kind === 'safety-stop')).toMatchObject({
    destination: eu.host,
    reason:
      '2 steps for 6 promised digests are more than 20 % of them (--max-change) and more than 1 (--max-steps)',
  });
  expect(eu.writes).toBe(0);
  const allowed = await promote('--confirm', '--max-steps', '1', '--fill', us.host, '--max-change', '40%');
  expect(allowed).toMatchObject({ code: 0, report: { summary: { promoted: 2, existing: 10 } } });
});

it('a dry run plans all of it, and warns', async () => {
  const { code, report, stderr } = await promote('--max-steps', '5');
  expect(code).toBe(0);
  expect(report.summary).toMatchObject({ planned: 8, blocked: 0 });
  expect(stderr).toContain(
    `${us.host}: with --confirm, nothing would be written here: nothing that the manifests`,
  );
});

it('by default a first promotion of few images is not held up', async () => {
  expect(await promote('--confirm')).toMatchObject({ code: 0, report: { summary: { promoted: 8 } } });
});

it('a host that is none is refused', async () => {
  const result = await runCip(['plan', '--thin-manifest-dir', '.', '--fill', 'us.example/prod'], {
    cwd: folder,
  });
  expect(result).toMatchObject({ code: 2, stdout: '' });
  expect(result.stderr).toContain('--fill');
});
