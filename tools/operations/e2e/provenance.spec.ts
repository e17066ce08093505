import {
  buildArtifact,
  buildBundle,
  buildImage,
  buildLegacy,
  createSigningKey,
  type SigningKey,
  signaturePayload,
  startRegistry,
  startSigstore,
  statementOf,
  TemporaryFolders,
  type TestRegistry,
  type TestSigstore,
  writeTree,
} from '@cip/testing';
import { afterAll, expect, it } from 'vitest';
import { readBlocks } from '../src/page-blocks.js';
import { runScript } from '../src/run-script.js';
import { conceptText } from '../src/workspace.js';

const workflow = 'https://github.com/org/shop/.github/workflows/release.yml@refs/tags/v2.0.0';
const provenance = {
  type: 'https://slsa.dev/provenance/v1',
  signer: { issuer: 'https://token.actions.githubusercontent.com', identity: workflow },
  predicate: {
    buildDefinition: {
      buildType: 'https://actions.github.io/buildtypes/workflow/v1',
      externalParameters: {
        workflow: { ref: 'refs/tags/v2.0.0', repository: 'https://github.com/org/shop' },
      },
      resolvedDependencies: [{ uri: 'git+https://github.com/org/shop@refs/tags/v2.0.0' }],
    },
    runDetails: {
      builder: { id: workflow },
      metadata: { invocationId: 'https://github.com/org/shop/actions/runs/1/attempts/1' },
    },
  },
};
const images = { web: buildImage('web'), tools: buildImage('tools') };
const folders = new TemporaryFolders();
afterAll(() => folders.remove());

it('the page about provenance takes a subproject from nothing to a policy that is enforced', async () => {
  await using sigstore = await startSigstore();
  await using staging = await startRegistry();
  await using production = await startRegistry();
  const hosts = { 'gcr.io': staging.host, 'us-docker.pkg.dev': production.host };
  const key = createSigningKey();
  const { web, tools } = images;
  for (const [name, image] of Object.entries(images)) staging.seed(repositoryOf(name), image, ['v2.0.0']);
  await attest(staging, 'web', { sigstore, key });
  const cwd = await folders.create();
  await writeTree(
    cwd,
    {
      shop: {
        source: local('gcr.io/k8s-staging-shop', hosts),
        destinations: [local('us-docker.pkg.dev/k8s-artifacts-prod/images/shop', hosts)],
        images: {
          tools: { [tools.descriptor.digest]: ['v2.0.0'] },
          web: { [web.descriptor.digest]: ['v2.0.0'] },
        },
      },
    },
    { 'trusted_root.json': sigstore.trustedRoot, 'cosign.pub': key.publicKey },
  );

  for (const { text, exitCode, shown } of readBlocks(conceptText('provenance.md'))) {
    // "Here tools has been attested in the meantime", and has an SBOM.
    if (text.includes('keep: all')) {
      await attest(staging, 'tools', { sigstore, key });
      staging.seed(repositoryOf('tools'), buildArtifact('sbom', { subject: tools.descriptor }));
    }
    const { code, stdout, stderr } = await runScript(local(text, hosts), { cwd, isReal: true });
    const output = asShown(stdout, hosts);
    expect(code, `${text}\n${stderr}${output}`).toBe(exitCode);
    for (const part of shown) expect(output).toContain(asShown(part, hosts));
  }
  // The image with what was trusted, and the image alone.
  const held = (name: string): readonly string[] =>
    Object.keys(production.snapshot()[`k8s-artifacts-prod/images/shop/${name}`]?.manifests ?? {});
  expect(held('tools')).toHaveLength(3);
  // It was promoted before the project kept attached artifacts.
  expect(held('web')).toHaveLength(3);
});

function repositoryOf(name: string): string {
  return `k8s-staging-shop/${name}`;
}

/** What the build of an image attaches to it in staging: provenance, and a signature by a key. */
async function attest(
  staging: TestRegistry,
  name: 'web' | 'tools',
  { sigstore, key }: { readonly sigstore: TestSigstore; readonly key: SigningKey },
): Promise<void> {
  const { descriptor } = images[name];
  const { type, predicate, signer } = provenance;
  const bundle = await sigstore.attest(signer, statementOf(descriptor, type, predicate));
  staging.seed(repositoryOf(name), buildBundle(descriptor, bundle, type));
  const payload = signaturePayload(descriptor);
  const signature = buildLegacy('sig', [{ content: payload, signature: key.sign(payload) }]);
  staging.seed(repositoryOf(name), signature, [`${descriptor.digest.replace(':', '-')}.sig`]);
}

type Hosts = Readonly<Record<string, string>>;

/** A text of the page, with the names of this machine. */
function local(text: string, hosts: Hosts): string {
  return Object.entries(hosts).reduce(
    (result, [name, host]) => result.replaceAll(`${name}/`, `${host}/`),
    text,
  );
}

/** Output with the names of the page. What differs from run to run: digests of what was just signed, and the width of columns. */
function asShown(output: string, hosts: Hosts): string {
  return Object.entries(hosts)
    .reduce((result, [name, host]) => result.replaceAll(host, name), output)
    .replaceAll(/(referrer|\.sig) sha256:[0-9a-f]{12}/g, '$1 sha256:…')
    .replaceAll(/ {2,}/g, '  ');
}
