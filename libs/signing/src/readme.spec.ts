import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { evaluateWithoutPolicy } from '@cip/provenance';
import { createRegistry } from '@cip/registry';
import { buildBundle, buildImage, createSigningKey, startRegistry, statementOf } from '@cip/testing';
import { expect, it } from 'vitest';
import { attestedOf, readCarried, readTrustedKey } from './index.js';

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

it('is the one in the README', () => {
  const read = (file: string): string =>
    readFileSync(fileURLToPath(new URL(file, import.meta.url)), 'utf8').replace(/^ +/gm, '');
  const example = /\/\/ example\n([^]*?)\/\/ end/.exec(read('./readme.spec.ts'))?.[1] ?? 'none';
  expect(read('../README.md')).toContain(example);
});
