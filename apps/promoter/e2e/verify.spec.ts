import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { referrersTag } from '@cip/oci';
import {
  buildBundle,
  buildImage,
  buildIndex,
  buildLegacy,
  createSigningKey,
  signaturePayload,
  startRegistry,
  startSigstore,
  statementOf,
  TemporaryFolders,
  type TestRegistry,
  type TestSigstore,
} from '@cip/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CipResult, runCip } from './run-cip.js';

interface Report {
  readonly summary: Record<string, number>;
  readonly items: readonly {
    readonly verdict: string;
    readonly artifacts: readonly {
      readonly result: string;
      readonly platform?: string;
      readonly signedBy: string[];
    }[];
    readonly proof: readonly {
      readonly manifest: string;
      readonly satisfied: boolean;
      readonly violations: string[];
    }[];
    readonly violations: readonly string[];
    readonly reason?: string;
  }[];
}

const builder = { issuer: 'https://accounts.google.com', identity: 'builder@project.example' };
const key = createSigningKey();
const image = buildImage('image');
const { digest } = image.descriptor;
const provenance = 'https://slsa.dev/provenance/v1';
const policy = `provenance:
  mode: require
  signers: ["sigstore::https://accounts.google.com::builder@project.example"]
  builders: [{id: https://builder.example/foo, level: 1}]
  sources: [github.com/org/foo]
`;

let staging: TestRegistry;
let sigstore: TestSigstore;
const folders = new TemporaryFolders();
let folder: string;
let count = 0;
let name: string;

beforeAll(async () => {
  [staging, sigstore] = await Promise.all([startRegistry({ verifyReferences: false }), startSigstore()]);
});
afterAll(async () => {
  await Promise.all([staging.close(), sigstore[Symbol.asyncDispose](), folders.remove()]);
});
beforeEach(async () => {
  name = `foo-${(count += 1)}`;
  folder = await folders.create();
  staging.seed(`${name}/app`, image, ['v1']);
  await writeFile(path.join(folder, 'root.json'), sigstore.trustedRoot);
  await writeFile(path.join(folder, 'cosign.pub'), key.publicKey);
});

async function verify(...args: string[]): Promise<CipResult & { report: Report }> {
  const trust = ['--trust-root', 'root.json', '--key', 'cosign.pub'];
  const result = await runCip(['verify', '--format', 'json', ...trust, ...args], { cwd: folder });
  return { ...result, report: JSON.parse(result.stdout || '{}') as Report };
}

const asked = (): string => `${staging.host}/${name}/app:v1`;

async function attest(source = 'github.com/org/foo', repository = `${name}/app`): Promise<void> {
  const predicate = {
    buildDefinition: {
      buildType: 'https://builder.example/type',
      externalParameters: {},
      resolvedDependencies: [{ uri: `git+https://${source}@refs/heads/main` }],
    },
    runDetails: { builder: { id: 'https://builder.example/foo' } },
  };
  const statement = statementOf(image.descriptor, provenance, predicate);
  const bundle = await sigstore.attest(builder, statement);
  staging.seed(repository, buildBundle(image.descriptor, bundle, provenance));
}

/** A tree whose one subproject has the policy. */
async function writeSubproject(section = policy): Promise<void> {
  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  };
  await write(
    'tree/manifests/foo/promoter-manifest.yaml',
    `registries:\n- {name: ${staging.host}/${name}, src: true}\n- {name: production.example/foo}\n${section}`,
  );
  await write('tree/images/foo/images.yaml', `- name: app\n  dmap:\n    "${digest}": [v1]\n`);
}

describe('without a policy', () => {
  it('says what an image carries, and who signed it', async () => {
    const payload = signaturePayload(image.descriptor);
    const layer = { content: payload, signature: key.sign(payload) };
    staging.seed(`${name}/app`, buildLegacy('sig', [layer]), [`${referrersTag(digest)}.sig`]);
    await attest();
    const { code, stdout } = await runCip(
      ['verify', asked(), '--trust-root', 'root.json', '--key', 'cosign.pub'],
      { cwd: folder },
    );
    expect(code).toBe(0);
    expect(stdout).toContain(`${asked()} ${digest}: good\n  carries 2 artifacts:\n`);
    expect(stdout).toMatch(
      /provenance\/v1 +referrer sha256:\w+ +verified +by builder@project\.example \(https/,
    );
    expect(stdout).toMatch(/image signature +\.sig sha256:\w+ +verified +by the key cosign\.pub/);
    expect(stdout).toMatch(/\n1 image: 1 good; \d+ requests\.\n$/);
  });

  it('an image under .sig is bad, whatever else is there', async () => {
    staging.seed(`${name}/app`, buildImage('runnable'), [`${referrersTag(digest)}.sig`]);
    const { code, report } = await verify(asked());
    expect(code).toBe(1);
    expect(report.items).toMatchObject([
      {
        verdict: 'bad',
        artifacts: [{ result: 'misplaced' }],
        violations: [expect.stringContaining('.sig') as string],
      },
    ]);
  });

  it('looks at the children of an index', async () => {
    const arm = buildImage('arm', { platform: { os: 'linux', architecture: 'arm64' } });
    const index = buildIndex([image, arm]);
    staging.seed(`${name}/app`, index);
    const signed = key.attest(statementOf(arm.descriptor, provenance));
    staging.seed(`${name}/app`, buildBundle(arm.descriptor, signed, provenance));
    const { code, report } = await verify(`${staging.host}/${name}/app@${index.descriptor.digest}`);
    expect(code).toBe(0);
    expect(report.items[0]?.artifacts).toMatchObject([
      { platform: 'linux/arm64', result: 'verified', signedBy: ['the key cosign.pub'] },
    ]);
  });

  it('knows nothing of what is not there, or what it may not read', async () => {
    const fault = staging.fault({
      match: { repository: `${name}/app`, kind: 'referrers', times: Infinity },
      action: 'status',
      status: 403,
    });
    const { code, report } = await verify(`${staging.host}/${name}/app:v2`, asked());
    fault.remove();
    expect(code).toBe(1);
    expect(report.summary).toMatchObject({ good: 0, bad: 0, unknown: 2 });
    expect(report.items[0]?.reason).toBe('it is not there');
    expect(report.items[1]?.reason).toContain('403');
  });
});

describe('a policy', () => {
  it.each([
    ['that is satisfied', 'github.com/org/foo', 0, 'good'],
    ['that is not', 'github.com/evil/foo', 1, 'bad'],
  ])('%s is that of --policy-from', async (_, source, expected, verdict) => {
    await writeSubproject();
    await attest(source);
    for (const from of [
      'tree/manifests/foo',
      'tree/manifests/foo/promoter-manifest.yaml',
      'tree/images/foo',
    ]) {
      const { code, report } = await verify('--policy-from', from, asked());
      expect(code).toBe(expected);
      expect(report.items).toMatchObject([
        { verdict, proof: [{ manifest: 'foo', satisfied: expected === 0 }] },
      ]);
    }
  });

  it('demands more of some images, by their names below its source', async () => {
    // Without an invocation, the provenance reaches level 2.
    const section = `${policy.replace('level: 1', 'level: 3')}  levels: [{images: [a*], level: 3}]\n`;
    await writeSubproject(section);
    staging.seed(`copies/${name}/app`, image, ['v1']);
    await attest();
    await attest(undefined, `copies/${name}/app`);
    const copy = `${staging.host}/copies/${name}/app:v1`;
    const from = ['--policy-from', 'tree/manifests/foo'];
    for (const args of [
      ['--thin-manifest-dir', 'tree', asked()],
      [...from, asked()],
      [...from, copy],
    ]) {
      const { code, report } = await verify(...args);
      expect(code).toBe(1);
      expect(report.items[0]?.proof[0]?.violations).toEqual([
        expect.stringContaining('reaches level 2, and the policy demands level 3 of ') as string,
      ]);
    }
    await writeSubproject(section.replace('a*', 'b*'));
    expect((await verify(...from, asked())).code).toBe(0);
  });

  it('is that of the manifests, for a source and for its destinations', async () => {
    await writeSubproject();
    await attest();
    const { report } = await verify('--thin-manifest-dir', 'tree', asked());
    expect(report.items).toMatchObject([{ verdict: 'good', proof: [{ manifest: 'foo' }] }]);
    staging.seed('elsewhere/app', image, ['v1']);
    const other = await verify('--thin-manifest-dir', 'tree', `${staging.host}/elsewhere/app:v1`);
    expect(other.report.items).toMatchObject([{ verdict: 'good', proof: [] }]);
  });
});

describe('usage', () => {
  it.each<[string, string[], RegExp]>([
    ['a short name', ['app:v1'], /HOST\[:PORT\]\/PATH:TAG/],
    [
      'a key that is none',
      ['--key', 'root.json', 'registry.example/app:v1'],
      /root\.json is not a public key/,
    ],
    [
      'a trust root that is none',
      ['--trust-root', 'cosign.pub', 'registry.example/app:v1'],
      /not a Sigstore trust root/,
    ],
    ['a file that is not there', ['--key', 'none.pub', 'registry.example/app:v1'], /none\.pub/],
    ['a policy that is not there', ['--policy-from', 'none', 'registry.example/app:v1'], /none/],
  ])('%s is refused', async (_, args, message) => {
    const { code, stderr } = await runCip(['verify', ...args], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  it('a subproject without a policy is refused', async () => {
    await writeSubproject();
    await writeFile(
      path.join(folder, 'tree/manifests/foo/promoter-manifest.yaml'),
      `registries:\n- {name: ${staging.host}/${name}, src: true}\n- {name: production.example/foo}\n`,
    );
    const { code, stderr } = await verify('--policy-from', 'tree/manifests/foo', asked());
    expect(code).toBe(2);
    expect(stderr).toContain('tree/manifests/foo has no provenance policy');
  });
});
