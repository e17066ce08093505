import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  buildBundle,
  buildImage,
  buildLegacy,
  buildReferrersIndex,
  createGitRepository,
  createSigningKey,
  type GitRepository,
  imagesYaml,
  noRealRegistry,
  pushImage,
  realRegistry,
  registriesYaml,
  signaturePayload,
  startRegistry,
  startSigstore,
  statementOf,
  type TestIdentity,
  type TestRegistry,
  type TestSigstore,
} from '@cip/testing';
import { attachedTags, type Descriptor, referrersTag } from '@cip/oci';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Files, images, registries, writeTreeInto } from './marked-tree.js';
import { old } from './online-cases.js';
import { reportOf, runLint } from './run-cip-lint.js';

const image = buildImage('image');
const { digest } = image.descriptor;
const provenanceType = 'https://slsa.dev/provenance/v1';
const builder = { issuer: 'https://accounts.google.com', identity: 'builder@project.example' };
const builderText = `${builder.identity} (${builder.issuer})`;
const policy = (mode: string): string => `provenance:
  mode: ${mode}
  signers: ["sigstore::${builder.issuer}::${builder.identity}"]
  builders: [{id: https://builder.example/foo, level: 2}]
  sources: [github.com/org/foo]
`;
const provenanceOf = (subject: Descriptor): object =>
  statementOf(subject, provenanceType, {
    buildDefinition: {
      buildType: 'https://builder.example/type',
      externalParameters: {},
      resolvedDependencies: [{ uri: 'git+https://github.com/org/foo@refs/heads/main' }],
    },
    runDetails: {
      builder: { id: 'https://builder.example/foo' },
      metadata: { invocationId: 'https://builder.example/1' },
    },
  });

let sigstore: TestSigstore;
let stranger: TestSigstore;
beforeAll(async () => {
  [sigstore, stranger] = await Promise.all([startSigstore(), startSigstore()]);
});
afterAll(async () => {
  await Promise.all([sigstore[Symbol.asyncDispose](), stranger[Symbol.asyncDispose]()]);
});

let staging: TestRegistry;
let production: TestRegistry;
let repository: GitRepository;
beforeEach(async () => {
  [staging, production] = [await startRegistry(), await startRegistry()];
  staging.seed('staging/tool', image, ['v1.0.0']);
  repository = await createGitRepository();
});
afterEach(async () => {
  await Promise.all([staging.close(), production.close(), repository.remove()]);
});

const quick = ['--rps-per-host', '0', '--retry-deadline', '1s'];

/** A change that promotes the image; `base` is what the tree had before, besides its registries. */
async function lintChange(
  {
    base = {},
    change = {},
    manifest = policy('require'),
    stagingHost = staging.host,
  }: { base?: Files; change?: Files; manifest?: string; stagingHost?: string },
  ...args: string[]
) {
  const [source, destination] = [`${stagingHost}/staging`, `${production.host}/prod`];
  const before: Files = {
    '.cip.yaml': 'trust: {root: trust/root.json}\n',
    'trust/root.json': sigstore.trustedRoot,
    [registries]: `${registriesYaml({ source, destinations: [destination] })}${manifest}`,
    [images]: '',
    ...base,
  };
  await writeTreeInto(repository, before);
  await repository.commit('before');
  await writeTreeInto(repository, {
    ...before,
    [images]: imagesYaml({ tool: { [digest]: ['v1.0.0'] } }),
    ...change,
  });
  const allow = [stagingHost, production.host].flatMap((host) => ['--online-host', host]);
  return runLint(['tree', '--base', 'HEAD', '--online', ...allow, ...quick, ...args], {
    cwd: repository.folder,
  });
}

async function reportOfChange(given: Parameters<typeof lintChange>[0] = {}) {
  const result = await lintChange(given, '--format', 'json');
  const { items, review } = reportOf(result);
  return {
    code: result.code,
    rules: items
      .filter(({ severity }) => severity !== 'info')
      .map(({ rule, severity }) => `${severity} ${rule}`)
      .sort(),
    items,
    row: review?.[0],
  };
}

/** Attaches provenance to the image in staging. */
async function attest(who: TestIdentity = builder, by = sigstore): Promise<void> {
  const bundle = await by.attest(who, provenanceOf(image.descriptor));
  staging.seed('staging/tool', buildBundle(image.descriptor, bundle, provenanceType));
}

const proven = {
  signedBy: [builderText],
  builtBy: ['https://builder.example/foo'],
  level: 2,
  provenance: 'satisfied',
};

it('the review table says who signed and built what satisfies its policy', async () => {
  await attest();
  const { code, rules, row } = await reportOfChange();
  expect({ code, rules }).toEqual({ code: 0, rules: [] });
  expect(row).toMatchObject(proven);
});

it.each([
  ['text', [], (out: string) => out],
  ['html', ['--format', 'html'], (out: string) => out],
  [
    'Markdown',
    ['--summary', 'summary.md'],
    () => readFile(path.join(repository.folder, 'summary.md'), 'utf8'),
  ],
] as const)('as %s, too', async (_format, args, read) => {
  await attest();
  const text = await read((await lintChange({}, ...args)).stdout);
  expect(text).toMatch(/signed by.*built by.*level/s);
  expect(text).toContain('builder@project.example');
  expect(text).toContain('builder.example/foo');
});

it('what a policy requires and nobody proves is an error at the image, which names the policy', async () => {
  const { code, rules, items, row } = await reportOfChange();
  expect({ code, rules }).toEqual({ code: 1, rules: ['error provenance-violated'] });
  expect(items[0]).toMatchObject({
    message: expect.stringMatching(
      /does not satisfy the provenance policy of foo \(tree\/manifests\/foo\/promoter-manifest\.yaml:\d+\): the image has no build provenance/,
    ) as string,
    file: `tree/${images}`,
    related: [{ file: `tree/${registries}` }],
  });
  expect(row).toMatchObject({ provenance: 'violated', refused: ['provenance-violated'] });
  expect(row).not.toHaveProperty('signedBy');
});

it('a policy that only warns is a warning', async () => {
  const found = await reportOfChange({ manifest: policy('warn') });
  expect(found).toMatchObject({ code: 0, rules: ['warning provenance-warning'] });
  expect(found.row).toMatchObject({ provenance: 'violated' });
});

describe('trust is that of the base', () => {
  it('a change that brings the trust root of a stranger is not believed', async () => {
    await attest(builder, stranger);
    const found = await reportOfChange({ change: { 'trust/root.json': stranger.trustedRoot } });
    expect(found).toMatchObject({ code: 1, rules: ['error provenance-violated'] });
    expect(found.row).not.toHaveProperty('signedBy');
  });

  it('nor is one that trusts a key', async () => {
    const key = createSigningKey();
    const payload = signaturePayload(image.descriptor);
    const signature = buildLegacy('sig', [{ content: payload, signature: key.sign(payload) }]);
    const [tag] = attachedTags(digest);
    staging.seed('staging/tool', signature, [tag!]);
    const trusted = {
      '.cip.yaml': 'trust: {root: trust/root.json, keys: [trust/cosign.pub]}\n',
      'trust/cosign.pub': key.publicKey,
    };
    expect((await reportOfChange({ manifest: '', change: trusted })).row).not.toHaveProperty('signedBy');
    await repository.remove();
    repository = await createGitRepository();
    expect((await reportOfChange({ manifest: '', base: trusted })).row).toMatchObject({
      signedBy: ['the key trust/cosign.pub'],
    });
  });

  it('what the base trusts verifies, although the change removes it', async () => {
    await attest();
    const change = { '.cip.yaml': undefined, 'trust/root.json': undefined };
    expect((await reportOfChange({ change })).row).toMatchObject(proven);
  });

  it('one that cannot be used verifies nothing, and the finding says so', async () => {
    await attest();
    const { code, items, row } = await reportOfChange({ base: { 'trust/root.json': '{}' } });
    expect(code).toBe(1);
    expect(items.map(({ message }) => message).join('\n')).toMatch(/the trust of the base cannot be used/);
    expect(row).toMatchObject({ provenance: 'violated' });
  });
});

describe('what cannot be read satisfies nothing', () => {
  it('the referrers', async () => {
    await attest();
    staging.fault({ action: 'status', status: 500, match: { kind: 'referrers', times: Infinity } });
    const { code, rules, row } = await reportOfChange();
    expect({ code, rules }).toEqual({
      code: 1,
      rules: ['error provenance-violated', 'warning unreachable'],
    });
    expect(row).toMatchObject({ provenance: 'unread' });
  });

  it('the referrers of an image without a policy, which is no error', async () => {
    staging.fault({ action: 'status', status: 500, match: { kind: 'referrers', times: Infinity } });
    const { code, rules, row } = await reportOfChange({ manifest: '' });
    expect({ code, rules }).toEqual({ code: 0, rules: ['warning unreachable'] });
    expect(row).toMatchObject({ provenance: 'unread' });
  });
});

it('an attestation that does not verify is an error without a policy, too', async () => {
  const { envelope, ...signed } = await sigstore.attestLegacy(builder, provenanceOf(old.descriptor));
  const [, tag] = attachedTags(digest);
  staging.seed('staging/tool', buildLegacy('att', [{ content: envelope, ...signed }]), [tag!]);
  const { code, rules, row } = await reportOfChange({ manifest: '' });
  expect({ code, rules }).toEqual({ code: 1, rules: ['error attestation-invalid'] });
  expect(row).not.toHaveProperty('provenance');
});

it('what is in place and only gets a tag is not read again', async () => {
  production.seed('prod/tool', image);
  const { code, rules, row } = await reportOfChange();
  expect({ code, rules }).toEqual({ code: 0, rules: [] });
  expect(row).not.toHaveProperty('provenance');
  expect(staging.count({ kind: 'referrers' })).toBe(0);
});

it('on a real registry', async (context) => {
  const real = await realRegistry();
  if (!real) return context.skip(noRealRegistry);
  try {
    const bundle = await sigstore.attest(builder, provenanceOf(image.descriptor));
    const provenance = buildBundle(image.descriptor, bundle, provenanceType);
    await pushImage(real.host, 'staging/tool', image, ['v1.0.0']);
    await pushImage(real.host, 'staging/tool', buildReferrersIndex([provenance]), [referrersTag(digest)]);
    const { code, rules, row } = await reportOfChange({ stagingHost: real.host });
    expect({ code, rules }).toMatchObject({ code: 0, rules: [] });
    expect(row).toMatchObject(proven);
  } finally {
    await real.close();
  }
});
