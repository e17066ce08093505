import { appendFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  buildBundle,
  buildImage,
  startRegistry,
  startSigstore,
  statementOf,
  TemporaryFolders,
  type TestIdentity,
  type TestRegistry,
  type TestSigstore,
  writeTree,
} from '@cip/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type CipResult, runCip } from './run-cip.js';

interface Report {
  readonly summary: Record<string, number>;
  readonly items: readonly { kind: string; state: string; source: string; reason?: string }[];
}

const image = buildImage('image');
const builder = { issuer: 'https://accounts.google.com', identity: 'builder@project.example' };
const policy = `  signers: ["sigstore::https://accounts.google.com::builder@project.example"]
  builders: [{id: https://builder.example/foo, level: 1}]
  sources: [github.com/org/foo]
`;

let sigstore: TestSigstore;
beforeAll(async () => {
  sigstore = await startSigstore();
});
afterAll(async () => {
  await sigstore[Symbol.asyncDispose]();
});

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
  await writeFile(path.join(folder, 'trusted_root.json'), sigstore.trustedRoot);
  await writeFile(path.join(folder, '.cip.yaml'), 'trust: {root: trusted_root.json}\n');
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

/** Attaches provenance to the image of foo in staging. */
async function attest(source = 'github.com/org/foo', who: TestIdentity = builder): Promise<void> {
  const predicate = {
    buildDefinition: {
      buildType: 'https://builder.example/type',
      externalParameters: {},
      resolvedDependencies: [{ uri: `git+https://${source}@refs/heads/main` }],
    },
    runDetails: { builder: { id: 'https://builder.example/foo' } },
  };
  const type = 'https://slsa.dev/provenance/v1';
  const statement = statementOf(image.descriptor, type, predicate);
  staging.seed('foo/app', buildBundle(image.descriptor, await sigstore.attest(who, statement), type));
}

it('what a policy requires and nobody proves is held back, and the neighbour is promoted', async () => {
  await addPolicy(`  mode: require\n${policy}`);
  const { code, report } = await promote('--confirm');
  expect(code).toBe(1);
  expect(report.summary).toMatchObject({ promoted: 1, blocked: 1 });
  expect(report.items.find(({ kind }) => kind === 'provenance')).toMatchObject({
    state: 'blocked',
    source: `${staging.host}/foo/app`,
    reason: expect.stringMatching(
      /the provenance policy of foo \(manifests\/foo\/promoter-manifest\.yaml:\d+\) is not satisfied: /,
    ) as string,
  });
  expect(Object.keys(production.snapshot())).toEqual(['bar/app']);
});

it('what is proven is promoted, and the report says by whom it was built and signed', async () => {
  await addPolicy(`  mode: require\n${policy}`);
  await attest();
  const dryRun = await promote();
  expect({ code: dryRun.code, ...dryRun.report.summary }).toMatchObject({ code: 0, planned: 2, blocked: 0 });
  const { code, report } = await promote('--confirm');
  expect(code).toBe(0);
  expect(report.items.find(({ source }) => source === `${staging.host}/foo/app`)).toMatchObject({
    state: 'promoted',
    proof: [
      {
        manifest: 'foo',
        satisfied: true,
        level: 1,
        by: ['https://builder.example/foo'],
        signedBy: ['builder@project.example (https://accounts.google.com)'],
      },
    ],
  });
  const text = await runCip(['promote', '.', '--all'], { cwd: folder });
  expect(text.code).toBe(0);
});

it.each([
  ['of another source', 'github.com/evil/foo', builder, /github\.com\/evil\/foo/],
  [
    'of a stranger',
    'github.com/org/foo',
    { ...builder, identity: 'evil@project.example' },
    /evil@project\.example/,
  ],
])('provenance %s proves nothing', async (_, source, who, why) => {
  await addPolicy(`  mode: require\n${policy}`);
  await attest(source, who);
  const { code, report } = await promote('--confirm');
  expect(code).toBe(1);
  expect(report.items.find(({ kind }) => kind === 'provenance')?.reason).toMatch(why);
  expect(Object.keys(production.snapshot())).toEqual(['bar/app']);
});

it('attestations that cannot be read prove nothing', async () => {
  await addPolicy(`  mode: require\n${policy}`);
  await attest();
  staging.fault({ match: { kind: 'referrers', times: Infinity }, action: 'status', status: 403 });
  const { code, report } = await promote('--confirm');
  expect(code).toBe(1);
  expect(report.items.find(({ kind }) => kind === 'provenance')?.reason).toContain('403');
});

it('a policy costs nothing where all is in place', async () => {
  await addPolicy(`  mode: require\n${policy}`);
  await attest();
  await promote('--confirm');
  staging.resetCounts();
  expect((await promote('--confirm')).code).toBe(0);
  expect(staging.requests).toEqual([]);
});

it('a policy costs four requests for a new image, and two for each artifact that it carries', async () => {
  const requests = async (): Promise<number> => {
    staging.resetCounts();
    await promote();
    return staging.requests.length;
  };
  const without = await requests();
  await addPolicy(`  mode: require\n${policy}`);
  expect(await requests()).toBe(without + 4);
  await attest();
  expect(await requests()).toBe(without + 6);
});

it('--ignore-provenance promotes it, and says so', async () => {
  await addPolicy(`  mode: require\n${policy}`);
  const { code, stderr, report } = await promote('--confirm', '--ignore-provenance');
  expect(code).toBe(0);
  expect(report.summary).toMatchObject({ promoted: 2, blocked: 0 });
  expect(stderr).toMatch(
    /the provenance policy of foo \(.*, mode require\) is ignored: its images are promoted unverified/,
  );
});

it('a policy that warns holds nothing back, and the report says what is missing', async () => {
  await addPolicy(`  mode: warn\n${policy}`);
  const { code, report } = await promote();
  expect(code).toBe(0);
  expect(report.summary).toMatchObject({ planned: 2 });
  const { stdout } = await runCip(['plan', '.'], { cwd: folder });
  expect(stdout).toMatch(/Provenance: 1 image held .*\n +app .* not proven .*the policy only warns/);
});

it.each([
  ['is missing', undefined, /trusted_root\.json: there is no such file/],
  ['is none', '{}', /trusted_root\.json is not a Sigstore trust root/],
])('a trust root that %s is a mistake of the configuration', async (_, content, why) => {
  await addPolicy(`  mode: require\n${policy}`);
  const file = path.join(folder, 'trusted_root.json');
  await (content === undefined ? rm(file) : writeFile(file, content));
  const { code, stderr } = await runCip(['promote', '.', '--confirm'], { cwd: folder });
  expect(code).toBe(2);
  expect(stderr).toMatch(why);
  expect(production.snapshot()).toEqual({});
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

it('subprojects that share a source and demand different things are both held back, and each names the other', async () => {
  await addPolicy(`  mode: warn\n${policy}`);
  const images = { app: { [image.descriptor.digest]: ['v2'] } };
  const destinations = [`${production.host}/third`];
  await writeTree(folder, { third: { source: `${staging.host}/foo`, destinations, images } });
  const { code, report } = await promote('--confirm');
  expect(code).toBe(1);
  expect(report.summary).toMatchObject({ promoted: 1, blocked: 2 });
  const reasons = report.items.filter(({ state }) => state === 'blocked').map(({ reason }) => reason);
  expect(reasons.sort()).toEqual([
    expect.stringContaining('is written here, and none at manifests/third/promoter-manifest.yaml:2'),
    expect.stringMatching(
      /no provenance policy of the source .* one at manifests\/foo\/promoter-manifest\.yaml:\d/,
    ),
  ]);
  expect(Object.keys(production.snapshot())).toEqual(['bar/app']);
});
