import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import { buildImage, startRegistry, TemporaryFolders, type TestRegistry, writeTree } from '@cip/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CipResult, runCip } from './run-cip.js';

interface Report {
  readonly summary: Record<string, number>;
  readonly items: readonly { kind: string; state: string; source: string; reason?: string }[];
}

const image = buildImage('image');
const policy = `  signers: ["sigstore::https://accounts.google.com::builder@project.example"]
  builders: [{id: https://builder.example/foo, level: 1}]
  sources: [github.com/org/foo]
`;

let staging: TestRegistry;
let production: TestRegistry;
const folders = new TemporaryFolders();
let folder: string;

/** Two subprojects with an image each. */
beforeEach(async () => {
  [staging, production] = [await startRegistry(), await startRegistry()];
  folder = await folders.create();
  const subproject = (name: string): object => ({
    source: `${staging.host}/${name}`,
    destinations: [`${production.host}/${name}`],
    images: { app: { [image.descriptor.digest]: ['v1'] } },
  });
  for (const name of ['foo', 'bar']) staging.seed(`${name}/app`, image);
  await writeTree(folder, { foo: subproject('foo'), bar: subproject('bar') } as Parameters<
    typeof writeTree
  >[1]);
});

afterEach(async () => {
  await Promise.all([staging.close(), production.close()]);
  await folders.remove();
});

async function addPolicy(section: string): Promise<void> {
  const file = path.join(folder, 'manifests/foo/promoter-manifest.yaml');
  await appendFile(file, `provenance:\n${section}`);
}

async function promote(...flags: string[]): Promise<CipResult & { report: Report }> {
  const args = ['promote', '--thin-manifest-dir', '.', '--format', 'json', ...flags];
  const result = await runCip(args, { cwd: folder });
  return { ...result, report: JSON.parse(result.stdout) as Report };
}

it('what a policy requires is held back, and the neighbour is promoted', async () => {
  await addPolicy(`  mode: require\n${policy}`);
  const { code, stderr, report } = await promote('--confirm');
  expect(code).toBe(1);
  expect(report.summary).toMatchObject({ promoted: 1, blocked: 1 });
  expect(report.items.find(({ kind }) => kind === 'provenance')).toMatchObject({
    state: 'blocked',
    source: `${staging.host}/foo/app`,
    reason: expect.stringContaining('manifests/foo/promoter-manifest.yaml:') as string,
  });
  expect(Object.keys(production.snapshot())).toEqual(['bar/app']);
  expect(stderr).toMatch(
    /provenance policy of foo .*mode require\) is not evaluated: its new images are held back/,
  );
});

it('--ignore-provenance promotes it, and says so', async () => {
  await addPolicy(`  mode: require\n${policy}`);
  const { code, stderr, report } = await promote('--confirm', '--ignore-provenance');
  expect(code).toBe(0);
  expect(report.summary).toMatchObject({ promoted: 2, blocked: 0 });
  expect(stderr).toContain('--ignore-provenance promotes its images unverified');
});

it('a policy that warns is promoted, and said to be unverified', async () => {
  await addPolicy(`  mode: warn\n${policy}`);
  const { code, stderr, report } = await promote();
  expect(code).toBe(0);
  expect(report.summary).toMatchObject({ planned: 2 });
  expect(stderr).toContain('its images are promoted unverified');
});

it('a mistake in a policy stops its subproject alone', async () => {
  await addPolicy('  mode: requires\n');
  const { code, report } = await promote('--confirm');
  expect(code).toBe(1);
  expect(report.summary).toMatchObject({ promoted: 1, blocked: 1 });
  expect(report.items.find(({ state }) => state === 'blocked')).toMatchObject({
    kind: 'invalid-manifest',
    reason: expect.stringContaining('"requires" is not a mode') as string,
  });
});
