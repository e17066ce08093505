import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { referrersTag } from '@cip/oci';
import {
  buildImage,
  cosign2,
  cosign3,
  createGitRepository,
  type DockerRegistry,
  goProgram,
  noDockerRegistry,
  noGoProgram,
  pushImage,
  runGoProgram,
  startDockerRegistry,
  startRegistry,
  startSigstore,
  type TestRegistry,
  type TestSigstore,
} from '@cip/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CipResult } from './run-cip.js';
import {
  attachedIn,
  closeWorlds,
  createWorld,
  everything,
  images,
  kindsOf,
  promoteTo,
  recordOf,
  reportOf,
  type SigningWorld,
  writeDestinations,
} from './signing-world.js';

let sigstore: TestSigstore;
let us: TestRegistry;
let eu: TestRegistry;
let docker: DockerRegistry | undefined;
let worlds = 0;

beforeAll(async () => {
  [sigstore, us, eu] = await Promise.all([startSigstore(), startRegistry(), startRegistry()]);
  if ((await noDockerRegistry()) === undefined) docker = await startDockerRegistry();
});
afterAll(async () => {
  await Promise.all([
    us.close(),
    eu.close(),
    docker?.close(),
    sigstore[Symbol.asyncDispose](),
    closeWorlds(),
  ]);
});

/** Two prefixes that nothing else uses; all images are promoted to both. */
async function twoDestinations(
  hosts: readonly [string, string] = [us.host, eu.host],
): Promise<readonly [string, string]> {
  const prefixes = hosts.map((host, i) => `${host}/world-${(worlds += 1)}/${['us', 'eu'][i] ?? ''}`);
  for (const prefix of prefixes) await promoteTo(prefix);
  const [first = '', second = ''] = prefixes;
  return [first, second];
}

/** What an output must not hold is in none of them. */
function expectNoSecret({ secrets }: SigningWorld, ...results: CipResult[]): void {
  for (const { stdout, stderr } of results) {
    for (const secret of secrets) expect(stdout + stderr).not.toContain(secret);
  }
}

const keepAll = { attached: { keep: 'all' } };

describe.each(['test registry', 'docker-registry'])('on %s', (kind) => {
  it.for(['key', 'keyless'] as const)(
    'by %s makes each artifact once, copies it, and does nothing the next time',
    async (signer, { skip }) => {
      const missing = kind === 'docker-registry' ? await noDockerRegistry() : undefined;
      if (missing !== undefined) return skip(missing);
      const host = docker?.host ?? '';
      const destinations = await twoDestinations(kind === 'docker-registry' ? [host, host] : undefined);
      const world = await createWorld(destinations, { signer, sigstore, configuration: keepAll });
      const { certificates } = sigstore.counts;
      const first = await world.sign('--confirm');
      expect(first, first.stderr).toMatchObject({ code: 0 });
      expect(reportOf(first).summary).toMatchObject({ signed: 5, existing: 0, made: everything.length });
      const [there, copied] = await Promise.all(destinations.map(attachedIn));
      expect(kindsOf(there ?? [])).toEqual(everything);
      expect(copied).toEqual(there);
      const second = await world.sign('--confirm');
      expect(reportOf(second).summary).toMatchObject({ signed: 0, existing: 5, made: 0, failed: 0 });
      expect(await attachedIn(destinations[0])).toEqual(there);
      expect(sigstore.counts.certificates - certificates).toBe(signer === 'key' ? 0 : 1);
      expectNoSecret(world, first, second);
    },
  );
});

it('keeps what is signed in the canonical destination alone', async () => {
  const destinations = await twoDestinations();
  const configuration = { attached: { keep: 'canonical', canonical: destinations[1] } };
  const world = await createWorld(destinations, { configuration, signing: { signatures: 'bundle' } });
  expect(await world.sign('--confirm')).toMatchObject({ code: 0 });
  expect(await attachedIn(destinations[0])).toEqual([]);
  const expected = everything.map((line) => line.replace('signature', 'signature-bundle')).sort();
  expect(kindsOf(await attachedIn(destinations[1]))).toEqual(expected);
});

it('signs nothing for a subproject that keeps nothing', async () => {
  const destinations = await twoDestinations();
  const configuration = { attached: { keep: 'all', subprojects: { foo: { keep: 'none' } } } };
  const world = await createWorld(destinations, { configuration });
  expect(reportOf(await world.sign('--confirm')).items).toEqual([]);
  expect(await attachedIn(destinations[0])).toEqual([]);
});

it('a dry run says what would be signed, reads no key, asks for no token and writes nothing', async () => {
  const destinations = await twoDestinations();
  const before = us.writes + eu.writes;
  const certificates = sigstore.counts.certificates;
  for (const [signer, secret] of [
    ['key', 'cosign.key'],
    ['keyless', 'token'],
  ] as const) {
    const world = await createWorld(destinations, { signer, sigstore });
    await rm(path.join(world.folder, secret));
    const result = await world.sign();
    expect(result, result.stderr).toMatchObject({ code: 0 });
    expect(reportOf(result).summary).toMatchObject({ planned: 5, signed: 0, made: 0 });
    const { stdout } = await world.sign('--format', 'text');
    expect(stdout).toMatch(/^Would be signed: 5 digests\n/);
    expect(stdout).toContain('Nothing was signed: add --confirm.');
  }
  expect(us.writes + eu.writes).toBe(before);
  expect(sigstore.counts.certificates).toBe(certificates);
});

it('signs in batches', async () => {
  const destinations = await twoDestinations();
  const world = await createWorld(destinations);
  const batches = [];
  for (let left = 1; left > 0; left = reportOf(batches.at(-1)!).summary['planned'] ?? 0) {
    batches.push(await world.sign('--confirm', '--limit', '2'));
  }
  const figures = batches.map((one) => reportOf(one).summary);
  expect(figures.map(({ signed, planned, existing }) => [existing, signed, planned])).toEqual([
    [0, 2, 3],
    [2, 2, 1],
    [4, 1, 0],
  ]);
  const [there, copied] = await Promise.all(destinations.map(attachedIn));
  expect(kindsOf(there ?? [])).toEqual(everything);
  expect(copied).toEqual(there);
});

it('reports what could not be signed, and the next run signs it', async () => {
  const destinations = await twoDestinations();
  const world = await createWorld(destinations, { signer: 'keyless', sigstore });
  sigstore.fail('certificates', ...Array<{ status: number }>(8).fill({ status: 400 }));
  const first = await world.sign('--confirm');
  expect(first.code).toBe(1);
  const failed = reportOf(first).items.filter(({ state }) => state === 'failed');
  expect(failed.length).toBeGreaterThan(0);
  expect(failed[0]?.reason).toContain('signingCert');
  for (let code = 1; code !== 0;) ({ code } = await world.sign('--confirm'));
  expect(kindsOf(await attachedIn(destinations[0]))).toEqual(everything);
  expectNoSecret(world, first);
});

it('a destination that is new, and first in the manifest, gets what the others have', async () => {
  const [eldest, younger] = await twoDestinations();
  const world = await createWorld([eldest, younger]);
  expect(await world.sign('--confirm')).toMatchObject({ code: 0 });
  const before = await attachedIn(younger);
  const [newest] = await twoDestinations();
  await writeDestinations(world, [newest, younger, eldest]);
  const result = await world.sign('--confirm');
  expect(reportOf(result).summary).toMatchObject({ signed: 5, made: 0, failed: 0 });
  expect(await attachedIn(newest)).toEqual(before);
});

it('a record says where the manifests come from, and which job promoted', async () => {
  const destinations = await twoDestinations();
  const world = await createWorld(destinations);
  const git = await createGitRepository(world.folder);
  await git.git('remote', 'add', 'origin', 'https://user:secret@github.com/org/repo.git');
  const commit = await git.commit('promote');
  const { code, stderr } = await world.sign('--confirm');
  expect(code, stderr).toBe(0);
  const record = await recordOf(destinations[0], images.app.descriptor.digest);
  expect(record).toMatchObject({
    predicate: {
      srcRef: `staging.example/foo/app@${images.app.descriptor.digest}`,
      dstRef: 'registry.example/app',
      tags: ['v1'],
      manifest: {
        name: 'images/foo/images.yaml',
        uri: 'git+https://github.com/org/repo',
        digest: { gitCommit: commit },
      },
      job: { name: 'post-promotion', buildId: '7' },
    },
  });
});

it('leaves a tag alone that has the signature of somebody else', async () => {
  const destinations = await twoDestinations();
  const [home] = destinations;
  const [host = '', ...below] = home.split('/');
  const theirs = buildImage('theirs');
  const tag = `${referrersTag(images.app.descriptor.digest)}.sig`;
  await pushImage(host, `${below.join('/')}/app`, theirs, [tag]);
  const world = await createWorld(destinations);
  const result = await world.sign('--confirm');
  expect(result).toMatchObject({ code: 0 });
  const item = reportOf(result).items.find(({ digest }) => digest === images.app.descriptor.digest);
  expect(item).toMatchObject({ state: 'signed', made: ['record'], taken: [`${home}/app`] });
  expect(await attachedIn(home)).toContain(`app signature ${theirs.descriptor.digest}`);
});

it('skips what is not promoted yet', async () => {
  const [home] = await twoDestinations();
  const missing = buildImage('missing').descriptor.digest;
  const world = await createWorld([home], { wanted: { [missing]: ['v9'] } });
  const result = await world.sign('--confirm');
  expect(result).toMatchObject({ code: 0 });
  expect(reportOf(result)).toMatchObject({ summary: { absent: 1, signed: 0 }, items: [] });
});

it('skips a platform that an index lists and the registry does not have', async () => {
  await using sparse = await startRegistry({ verifyReferences: false });
  const { platforms } = images;
  sparse.seed('prod/app', { ...platforms, children: platforms.children.slice(1) }, ['v2']);
  const world = await createWorld([`${sparse.host}/prod`], {
    wanted: { [platforms.descriptor.digest]: ['v2'] },
  });
  const result = await world.sign('--confirm');
  expect(result, result.stderr).toMatchObject({ code: 0 });
  expect(reportOf(result).summary).toMatchObject({ absent: 1, signed: platforms.children.length, failed: 0 });
});

it('two runs at once end with all artifacts, and the next run reports what is there twice', async () => {
  const destinations = await twoDestinations();
  const world = await createWorld(destinations);
  const both = await Promise.all([world.sign('--confirm'), world.sign('--confirm')]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  const next = reportOf(await world.sign('--confirm'));
  const lines = kindsOf(await attachedIn(destinations[0]));
  expect([...new Set(lines)]).toEqual(everything);
  const surplus = next.items.flatMap((item) => item.surplus.map(({ digests }) => digests.length - 1));
  expect(surplus.reduce((sum, one) => sum + one, 0)).toBe(lines.length - everything.length);
});

it('stopped by SIGTERM reports what was done and what was not', async () => {
  const destinations = await twoDestinations();
  const world = await createWorld(destinations);
  const gate = us.gate({ kind: 'manifest', method: 'PUT', nth: 3 });
  const running = world.start('sign', '--confirm', '--idle-timeout', '60s', '--first-answer-within', '60s');
  await gate.arrived;
  running.kill('SIGTERM');
  const result = await running.finished;
  gate.open();
  expect(result).toMatchObject({ code: 143, signal: null });
  expect(reportOf(result).summary).toMatchObject({ failed: 0 });
  expect(reportOf(result).summary['planned']).toBeGreaterThan(0);
  await us.idle();
  expect(await world.sign('--confirm')).toMatchObject({ code: 0 });
  expect(kindsOf(await attachedIn(destinations[0]))).toEqual(everything);
});

describe.each([
  { name: 'cosign 2', program: cosign2, how: ['--new-bundle-format'] },
  { name: 'cosign 3', program: cosign3, how: [] },
])('$name', ({ program, how }) => {
  it('verifies both forms of signatures, and records, everywhere', async ({ skip }) => {
    const missing =
      (await goProgram(program)) === undefined ? noGoProgram(program) : await noDockerRegistry();
    if (missing !== undefined || !docker) return skip(missing ?? '');
    const destinations = await twoDestinations([docker.host, docker.host]);
    const world = await createWorld(destinations, { signing: { signatures: 'both' } });
    const file = (name: string): string => path.join(world.folder, name);
    // A key that cosign has encrypted with the password of the world.
    await Promise.all([rm(file('cosign.key')), rm(file('cosign.pub'))]);
    const password = { COSIGN_PASSWORD: world.password, HOME: world.folder };
    await runGoProgram(program, ['generate-key-pair', '--output-key-prefix', file('cosign')], password);
    const signed = await world.sign('--confirm');
    expect(signed, signed.stderr).toMatchObject({ code: 0 });
    const encrypted = (await readFile(file('cosign.key'), 'utf8')).split('\n')[1] ?? '';
    expect(encrypted).not.toBe('');
    expectNoSecret({ ...world, secrets: [...world.secrets, encrypted] }, signed);
    const trust = ['--trusted-root', file('trusted_root.json'), '--insecure-ignore-tlog'];
    const common = [
      '--key',
      file('cosign.pub'),
      ...trust,
      '--allow-insecure-registry',
      '--allow-http-registry',
    ];
    const type = ['--type', 'https://k8s.io/promo-tools/promotion/v1'];
    for (const prefix of destinations) {
      const reference = `${prefix}/app@${images.app.descriptor.digest}`;
      const variables = { HOME: world.folder };
      await runGoProgram(program, ['verify', ...common, reference], variables);
      await runGoProgram(program, ['verify', ...how, ...common, reference], variables);
      await runGoProgram(program, ['verify-attestation', ...how, ...common, ...type, reference], variables);
    }
  });
});

describe('wrong usage', () => {
  it('is a project that has no "signing"', async () => {
    const world = await createWorld([`${us.host}/nowhere`], { configuration: { signing: undefined } });
    const result = await world.sign('--confirm');
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toContain('"signing"');
  });
});
