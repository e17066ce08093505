import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readManifest } from '@cip/oci';
import { evaluateWithoutPolicy, signatureStatement } from '@cip/provenance';
import { createRegistry, createServiceClient } from '@cip/registry';
import {
  buildBundle,
  buildImage,
  createSigningKey,
  startRegistry,
  statementOf,
  TemporaryFolders,
} from '@cip/testing';
import { afterAll, expect, it } from 'vitest';
import { attestedOf, bundleArtifact, createSigner, readCarried, readTrustedKey } from './index.js';
import { cosignKey } from './make/cosign-key.fixture.js';

const folders = new TemporaryFolders();
afterAll(() => folders.remove());

it('the example of the README does what it says', async () => {
  await using server = await startRegistry();
  const image = buildImage('readme');
  const key = createSigningKey();
  const { publicKey } = key;
  const { digest } = image.descriptor;
  const type = 'https://spdx.dev/Document';
  server.seed('staging/app', image, ['v1']);
  const signed = key.attest(statementOf(image.descriptor, type));
  server.seed('staging/app', buildBundle(image.descriptor, signed, type));
  const registry = createRegistry();
  const repository = registry.repository(`${server.host}/staging/app`);

  // example
  const trust = {
    root: () => Promise.resolve({ missing: 'no trust root is configured' }),
    keys: [readTrustedKey(publicKey, 'cosign.pub')],
  };
  const carried = await readCarried(repository, digest, trust);
  const verification = carried.artifacts[0]?.signatures[0]?.verification; // { kind: 'verified', signers: [{ kind: 'key', name: 'cosign.pub' }] }
  const evaluation = evaluateWithoutPolicy(attestedOf(carried));
  // end

  await registry.close();
  expect(verification).toEqual({
    kind: 'verified',
    signers: [{ kind: 'key', name: 'cosign.pub' }],
  });
  expect(evaluation.violations).toEqual([]);
});

it('the example of signing does what it says', async () => {
  const file = path.join(await folders.create(), 'cosign.key');
  await writeFile(file, cosignKey.encrypted);
  const { password } = cosignKey;
  const image = buildImage('readme');
  const { digest } = image.descriptor;
  const client = createServiceClient();
  const created = new Date();

  // example
  const signer = createSigner({ kind: 'key', file }, { client, environment: { COSIGN_PASSWORD: password } });
  const statement = signatureStatement({ publicName: 'registry.example/app', digest });
  const bundle = await signer.attest(statement);
  const { predicateType } = statement;
  const { manifest, blobs } = bundleArtifact({ subject: image.descriptor, bundle, predicateType, created });
  // end

  await client.close();
  expect(readManifest(manifest).subject?.digest).toBe(digest);
  expect(blobs.map(({ bytes }) => bytes)).toContain(bundle);
});

it('are those in the README', () => {
  const read = (file: string): string =>
    readFileSync(fileURLToPath(new URL(file, import.meta.url)), 'utf8').replace(/^ +/gm, '');
  const examples = [...read('./readme.spec.ts').matchAll(/^\/\/ example\n([^]*?)\/\/ end/gm)];
  expect(examples).toHaveLength(2);
  for (const [, example = 'none'] of examples) expect(read('../README.md')).toContain(example);
});
