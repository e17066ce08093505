import { referrersTag } from '@cip/oci';
import { createRegistry } from '@cip/registry';
import {
  buildBundle,
  buildImage,
  buildLegacy,
  createGitRepository,
  type GitRepository,
  type Image,
  noDockerRegistry,
  pushImage,
  signaturePayload,
  startDockerRegistry,
  startRegistry,
  startSigstore,
  statementOf,
  type TestSigstore,
  treeFiles,
} from '@cip/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pubsubPush } from './pubsub-push.js';
import { type RunningAuditor, runAuditor, startAuditor } from './start-auditor.js';
import { shown } from './verdicts.js';

const image = buildImage('image');
const { descriptor } = image;
const tag = `${referrersTag(descriptor.digest)}.sig`;
const promoter = { issuer: 'https://accounts.google.com', identity: 'signer@prod.iam.gserviceaccount.com' };
const builder = { issuer: 'https://ci.example', identity: 'https://ci.example/org/repo/build@refs/tags/v1' };
const mallory = { issuer: 'https://accounts.google.com', identity: 'mallory@example.com' };
const type = 'https://spdx.dev/Document';
const record = 'https://k8s.io/promo-tools/promotion/v1';
const payload = signaturePayload(descriptor);

/** A registry that specs push to. */
interface Registry {
  readonly host: string;
  close(): Promise<void>;
}

const worlds: readonly (readonly [string, () => Promise<Registry>, () => Promise<string | undefined>])[] = [
  ['a registry in process', () => startRegistry(), () => Promise.resolve(undefined)],
  ['docker-registry', () => startDockerRegistry(), noDockerRegistry],
];

describe.each(worlds)('%s', (_, start, whyNot) => {
  let missing: string | undefined;
  let sigstore: TestSigstore;
  let staging: Registry;
  let production: Registry;
  let manifests: GitRepository;
  let auditor: RunningAuditor;
  let count = 0;
  let name: string;

  beforeAll(async () => {
    missing = await whyNot();
    if (missing !== undefined) return;
    [sigstore, staging, production] = await Promise.all([startSigstore(), start(), start()]);
    manifests = await createGitRepository();
    const names = Array.from({ length: 9 }, (_each, i) => `app-${i + 1}`);
    const images = Object.fromEntries(names.map((one) => [one, { [descriptor.digest]: ['v1'] }]));
    const registries = {
      source: `${staging.host}/staging`,
      destinations: [`${production.host}/prod`],
    };
    const files = treeFiles({ project: { ...registries, images } });
    const policy = [
      'provenance:',
      '  mode: require',
      `  signers: ["sigstore::${builder.issuer}::${builder.identity}"]`,
      '  builders: [{id: https://ci.example/builder, level: 1}]',
      '  sources: [github.com/org/repo]',
      '',
    ].join('\n');
    const written = 'manifests/project/promoter-manifest.yaml';
    await manifests.write({
      ...files,
      [written]: `${files[written] ?? ''}${policy}`,
      '.cip.yaml': [
        'trust:',
        '  root: trust/trusted_root.json',
        // The promoter's identity is trusted by that alone.
        'signing:',
        '  keyless: {provider: file, tokenFile: /nowhere/token}',
        `  identity: {issuer: "${promoter.issuer}", subject: "${promoter.identity}"}`,
        '  promoter: {uri: https://promoter.example}',
        '',
      ].join('\n'),
      'trust/trusted_root.json': sigstore.trustedRoot,
    });
    await manifests.commit('promise');
    auditor = await startAuditor(['--manifests', `file://${manifests.folder}`, '--grace', '0']);
  }, 60_000);
  beforeEach(async ({ skip }) => {
    if (missing !== undefined) skip(missing);
    name = `app-${(count += 1)}`;
    for (const [registry, folder] of [
      [staging, 'staging'],
      [production, 'prod'],
    ] as const) {
      await pushImage(registry.host, `${folder}/${name}`, image, ['v1']);
    }
  });
  afterAll(async () => {
    if (missing !== undefined) return;
    auditor.kill('SIGTERM');
    await auditor.finished;
    await Promise.all([staging.close(), production.close(), sigstore[Symbol.asyncDispose]()]);
    await manifests.remove();
  });

  const bundleBy = async (by: typeof promoter, predicateType = type): Promise<Image> =>
    buildBundle(descriptor, await sigstore.attest(by, statementOf(descriptor, predicateType)), predicateType);
  const layerBy = async (by: typeof promoter) => ({
    content: payload,
    ...(await sigstore.signLegacy(by, payload)),
  });

  /** Pushes to production, and gives the verdict on it with its explanation. */
  async function verdictOn(pushed: Image, as?: string): Promise<string> {
    const repository = `${production.host}/prod/${name}`;
    await pushImage(production.host, `prod/${name}`, pushed, as === undefined ? [] : [as]);
    const digest = `${repository}@${pushed.descriptor.digest}`;
    const push = pubsubPush({ digest, ...(as !== undefined && { tag: `${repository}:${as}` }) });
    await fetch(auditor.address, push);
    const [last] = await shown(auditor, repository);
    return last ? `${last.verdict} ${last.reason}: ${last.explanation}` : 'nothing';
  }

  /** Pushes a referrer as promoters do, who list it where the registry does not. */
  async function attach(referrer: Image): Promise<void> {
    await pushImage(production.host, `prod/${name}`, referrer, []);
    const client = createRegistry({ rights: 'write-once' });
    await client.repository(`${production.host}/prod/${name}`).pushManifest(referrer);
    await client.close();
  }

  async function sweptKinds(): Promise<readonly string[]> {
    const args = ['sweep', '--manifests', `file://${manifests.folder}`, '--deep', '--grace', '0'];
    const { stdout } = await runAuditor([...args, '--format', 'json'], { timeout: 60_000 });
    const { items } = JSON.parse(stdout) as { items: { kind: string; repository: string }[] };
    return items.filter(({ repository }) => repository.endsWith(`/${name}`)).map(({ kind }) => kind);
  }

  it('what the promoter has not signed is reported by a sweep', async () => {
    expect([...(await sweptKinds())].sort()).toEqual(['missing-record', 'missing-signature']);
    await attach(await bundleBy(promoter, record));
    expect(await sweptKinds()).toEqual(['missing-signature']);
  });

  it('what a trusted identity signed is verified in production alone', async () => {
    const signed = `and signed by ${promoter.identity} (${promoter.issuer})`;
    const recorded = await bundleBy(promoter, record);
    expect(await verdictOn(recorded)).toMatch(/^VERIFIED attached: /);
    await attach(recorded);
    const verdict = await verdictOn(buildLegacy('sig', [await layerBy(promoter)]), tag);
    expect(verdict).toMatch(/^VERIFIED attached: /);
    expect(verdict).toContain(signed);
    expect(await sweptKinds()).toEqual([]);
  });

  it('what a stranger signed is rejected, and the stranger is named', async () => {
    for (const [pushed, as] of [
      [await bundleBy(mallory), undefined],
      [buildLegacy('sig', [await layerBy(mallory)]), tag],
    ] as const) {
      const verdict = await verdictOn(pushed, as);
      expect(verdict).toMatch(/^REJECTED unknown-attachment: /);
      expect(verdict).toContain(`it is signed by ${mallory.identity} (${mallory.issuer}), whom neither`);
    }
    expect(await sweptKinds()).toContain('foreign-signature');
  });

  it('what a policy of the source accepts is verified, but for records of promotions', async () => {
    expect(await verdictOn(await bundleBy(builder))).toMatch(/^VERIFIED attached: /);
    expect(await verdictOn(await bundleBy(builder, record))).toMatch(/^REJECTED unknown-attachment: /);
  });

  it('a tag may grow by a trusted identity alone, and must not lose anything', async () => {
    const first = await layerBy(builder);
    const second = await layerBy(promoter);
    const one = buildLegacy('sig', [first]);
    await pushImage(staging.host, `staging/${name}`, one, [tag]);
    expect(await verdictOn(one, tag)).toMatch(/^VERIFIED attached: /);
    expect(await verdictOn(buildLegacy('sig', [first, second]), tag)).toMatch(/^VERIFIED attached: /);
    const strange = buildLegacy('sig', [first, second, await layerBy(mallory)]);
    expect(await verdictOn(strange, tag)).toMatch(/^REJECTED unknown-attachment: .*mallory/);
    expect(await verdictOn(buildLegacy('sig', [second]), tag)).toMatch(/^REJECTED wrong-digest: /);
  });

  it('an image under the tag of a signature is rejected, whoever is trusted', async () => {
    expect(await verdictOn(buildImage('runnable'), tag)).toMatch(/^REJECTED unknown-attachment: /);
  });
});
