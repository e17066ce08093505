import { appendFile, mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import {
  buildBundle,
  cosign3,
  createGitRepository,
  type DockerRegistry,
  goProgram,
  noDockerRegistry,
  noGoProgram,
  pushImage,
  slsaVerifier,
  startDockerRegistry,
  startRegistry,
  startSigstore,
  statementOf,
  type TestRegistry,
  type TestSigstore,
} from '@cip/testing';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builder, policy, provenance } from './attached-project.js';
import { runCip } from './run-cip.js';
import {
  attachedIn,
  closeWorlds,
  createWorld,
  everything,
  images,
  kindsOf,
  promoteTo,
  reportOf,
  type SigningWorld,
  summaryOf,
} from './signing-world.js';

const { app, platforms } = images;
let sigstore: TestSigstore;
let registry: TestRegistry;
let docker: DockerRegistry | undefined;
let worlds = 0;

beforeAll(async () => {
  [sigstore, registry] = await Promise.all([startSigstore(), startRegistry()]);
  if ((await noDockerRegistry()) === undefined) docker = await startDockerRegistry();
});
afterAll(async () => {
  await Promise.all([registry.close(), docker?.close(), sigstore[Symbol.asyncDispose](), closeWorlds()]);
});

interface SummaryWorld extends SigningWorld {
  readonly home: string;
  readonly copy: string;
  /** That the manifests are at. */
  readonly commit: string;
}

/** Staging and two destinations that hold all images; manifests with a policy, at a commit. */
async function newWorld(more = '', host = registry.host): Promise<SummaryWorld> {
  const base = `${host}/summary-${(worlds += 1)}`;
  const [source, home, copy] = ['staging', 'us', 'eu'].map((name) => `${base}/${name}`) as [
    string,
    string,
    string,
  ];
  for (const prefix of [source, home, copy]) await promoteTo(prefix);
  const world = await createWorld([home, copy], {
    ...{ sigstore, source },
    configuration: { attached: { keep: 'all' } },
    signing: {
      publicName: undefined,
      summaries: true,
      promoter: {
        uri: 'https://promoter.example',
        verifierId: 'https://promoter.example/verifier',
        levels: ['EXAMPLE_REVIEWED'],
      },
    },
  });
  await appendFile(path.join(world.folder, 'manifests/foo/promoter-manifest.yaml'), more);
  const git = await createGitRepository(world.folder);
  await git.git('remote', 'add', 'origin', 'https://github.com/org/repo.git');
  return { ...world, home, copy, commit: await git.commit('promote') };
}

/** Attests in staging who built the image. */
async function attest({ source }: SigningWorld): Promise<void> {
  const type = 'https://slsa.dev/provenance/v1';
  const bundle = await sigstore.attest(builder, statementOf(app.descriptor, type, provenance));
  const [host = '', ...place] = source.split('/');
  await pushImage(host, [...place, 'app'].join('/'), buildBundle(app.descriptor, bundle, type), []);
}

const withSummaries = [
  ...everything,
  ...['app', 'platforms', 'untagged', ...platforms.children.map((_, i) => `platforms/${i}`)].map(
    (image) => `${image} summary`,
  ),
].sort();

describe.each(['test registry', 'docker-registry'])('on %s', (kind) => {
  it.for(['sign', 'promote'] as const)(
    'cip %s makes a summary of each digest, once, the same in each destination',
    async (command, { skip }) => {
      const missing = kind === 'docker-registry' ? await noDockerRegistry() : undefined;
      if (missing !== undefined) return skip(missing);
      const world = await newWorld('', kind === 'docker-registry' ? docker?.host : registry.host);
      const first = await world.run(command, '--confirm');
      expect(first, first.stderr).toMatchObject({ code: 0 });
      const there = await attachedIn(world.home);
      expect(kindsOf(there)).toEqual(withSummaries);
      expect(await attachedIn(world.copy)).toEqual(there);
      expect(await summaryOf(world.home, app.descriptor.digest)).toMatchObject({
        subject: [{ name: `${world.home}/app`, digest: { sha256: app.descriptor.digest.slice(7) } }],
        predicate: {
          verifier: { id: 'https://promoter.example/verifier' },
          resourceUri: `${world.home}/app@${app.descriptor.digest}`,
          verificationResult: 'PASSED',
          verifiedLevels: ['SLSA_BUILD_LEVEL_UNEVALUATED', 'EXAMPLE_REVIEWED'],
          slsaVersion: '1.0',
        },
      });
      expect(await world.run(command, '--confirm')).toMatchObject({ code: 0 });
      expect(await attachedIn(world.home)).toEqual(there);
    },
  );
});

it('asks staging nothing once there is a summary', async () => {
  const world = await newWorld(policy.replace('require', 'warn'));
  await world.sign('--confirm');
  const stagingAsked = (): number =>
    registry.requests.filter(({ repository }) => repository.includes('/staging/')).length;
  const before = stagingAsked();
  expect(before).toBeGreaterThan(0);
  expect(await world.sign('--confirm')).toMatchObject({ code: 0 });
  expect(stagingAsked()).toBe(before);
});

it('says what the policy made of the image', async () => {
  const world = await newWorld(policy.replace('require', 'warn'));
  await attest(world);
  expect(await world.sign('--confirm')).toMatchObject({ code: 0 });
  expect(await summaryOf(world.home, app.descriptor.digest)).toMatchObject({
    predicate: {
      policy: {
        uri: 'git+https://github.com/org/repo#manifests/foo/promoter-manifest.yaml',
        digest: { gitCommit: world.commit },
      },
      verificationResult: 'PASSED',
      verifiedLevels: ['SLSA_BUILD_LEVEL_1', 'EXAMPLE_REVIEWED'],
      inputAttestations: [{ digest: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string } }],
    },
  });
  expect(await summaryOf(world.home, platforms.descriptor.digest)).toMatchObject({
    predicate: { verificationResult: 'FAILED', verifiedLevels: ['FAILED'] },
  });
});

it('makes none while staging cannot be read, and the rest all the same', async () => {
  const world = await newWorld(policy.replace('require', 'warn'));
  const [, ...place] = world.source.split('/');
  const repository = [...place, 'app'].join('/');
  const fault = registry.fault({ action: 'status', status: 403, match: { repository, times: Infinity } });
  const first = await world.sign('--confirm');
  expect(first.code).toBe(1);
  expect(
    reportOf(first)
      .items.flatMap(({ reason }) => reason ?? [])
      .join(),
  ).toContain('no verification summary');
  expect(kindsOf(await attachedIn(world.home))).toEqual(everything);
  fault.remove();
  expect(await world.sign('--confirm')).toMatchObject({ code: 0 });
  expect(kindsOf(await attachedIn(world.home))).toEqual(withSummaries);
});

it('makes none of what staging has no longer, and that is no failure', async () => {
  const world = await newWorld(policy.replace('require', 'warn'));
  const [, ...place] = world.source.split('/');
  registry.deleteManifest([...place, 'app'].join('/'), app.descriptor.digest);
  const { code, stdout } = await world.sign('--confirm', '--format', 'text');
  expect(code).toBe(0);
  expect(stdout).toMatch(/Not made, as staging no longer has the image: 1 digest\n.*verification summary\n/);
  const there = withSummaries.filter((line) => line !== 'app summary');
  expect(kindsOf(await attachedIn(world.home))).toEqual(there);
  expect(kindsOf(await attachedIn(world.copy))).toEqual(there);
  expect(reportOf(await world.sign('--confirm')).summary).toMatchObject({ existing: 5, failed: 0 });
  expect(await world.run('promote', '--confirm')).toMatchObject({ code: 0 });
  expect(kindsOf(await attachedIn(world.home))).toEqual(there);
});

it('makes none of manifests at no commit, and says so once', async () => {
  const world = await newWorld();
  await appendFile(path.join(world.folder, 'manifests/foo/promoter-manifest.yaml'), '\n# changed\n');
  const { code, stderr } = await world.sign('--confirm');
  expect(code).toBe(0);
  expect(stderr.match(/no verification summaries are made, as the manifests are at no commit/g)).toHaveLength(
    1,
  );
  expect(kindsOf(await attachedIn(world.home))).toEqual(everything);
});

it('prints commands of cosign and slsa-verifier that verify it, word for word', async ({ skip }) => {
  const [cosign, slsa] = await Promise.all([cosign3, slsaVerifier].map(goProgram));
  if (cosign === undefined) return skip(noGoProgram(cosign3));
  if (slsa === undefined) return skip(noGoProgram(slsaVerifier));
  const world = await newWorld(policy.replace('require', 'warn'));
  await attest(world);
  await world.sign('--confirm');
  const image = `${world.home}/app@${app.descriptor.digest}`;
  const args = ['verify', image, '--thin-manifest-dir', world.folder, '--format', 'json'];
  const { stdout } = await runCip(args);
  const { items } = JSON.parse(stdout) as { items: { promotion: { commands: string[] } }[] };
  const commands = items[0]?.promotion.commands ?? [];
  expect(commands.map((command) => command.split(' ').slice(0, 2).join(' '))).toEqual([
    'cosign verify',
    'cosign verify-attestation',
    'cosign verify-attestation',
    'slsa-verifier verify-vsa',
  ]);
  const bin = path.join(world.folder, 'bin');
  await mkdir(bin);
  await symlink(cosign, path.join(bin, 'cosign'));
  await symlink(slsa, path.join(bin, 'slsa-verifier'));
  for (const command of commands) {
    const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}`, HOME: world.folder };
    const { exitCode, stderr } = await execa('sh', ['-c', command], { env, cwd: bin, reject: false });
    expect({ command, exitCode, stderr }).toMatchObject({ exitCode: 0 });
  }
});
