import { startSigstore } from '@cip/testing';
import { bundleFromJSON } from '@sigstore/bundle';
import { expect, it } from 'vitest';
import { certifiedRun } from './certified-run.js';
import { readTrustRoot } from './trust.js';
import { verifySigned } from './verify-signed.js';

const who = {
  issuer: 'https://token.actions.githubusercontent.com',
  identity: 'https://github.com/org/builders/.github/workflows/provenance.yml@refs/tags/v1',
};

it('what Fulcio writes into a certificate is read from it', async () => {
  await using sigstore = await startSigstore();
  const root = readTrustRoot(sigstore.trustedRoot, 'trusted_root.json');
  const trust = { root: () => Promise.resolve(root), keys: [] };
  const claims = {
    workflow_ref: `org/repo/.github/workflows/${'long-'.repeat(40)}.yml@refs/tags/v1.2.3`,
    repository: 'org/repo',
    ref: 'refs/tags/v1.2.3',
    event_name: 'push',
  };
  const signersOf = async (more: object): Promise<unknown> => {
    const bundle = bundleFromJSON(await sigstore.attest({ ...who, ...more }, {}));
    return verifySigned({ bundle, payload: Buffer.from('{}') }, trust);
  };
  expect(await signersOf({ claims })).toEqual({
    kind: 'verified',
    signers: [
      {
        kind: 'certificate',
        ...who,
        buildConfigUri: `https://github.com/${claims.workflow_ref}`,
        sourceRepositoryUri: 'https://github.com/org/repo',
        sourceRepositoryRef: 'refs/tags/v1.2.3',
        buildTrigger: 'push',
      },
    ],
  });
  expect(await signersOf({})).toEqual({ kind: 'verified', signers: [{ kind: 'certificate', ...who }] });
});

function extension(number: number, ...bytes: number[]): Parameters<typeof certifiedRun>[0] {
  return { oids: [{ oid: { id: [1, 3, 6, 1, 4, 1, 57264, 1, number] }, value: Buffer.from(bytes) }] };
}

const ab = [0x61, 0x62];

it.each([
  [12, { sourceRepositoryUri: 'ab' }],
  [14, { sourceRepositoryRef: 'ab' }],
  [18, { buildConfigUri: 'ab' }],
  [20, { buildTrigger: 'ab' }],
  [19, {}],
])('the extension %i says %j', (number, run) => {
  expect(certifiedRun(extension(number, 0x0c, 2, ...ab))).toEqual(run);
});

it('a certificate without extensions says nothing', () => {
  expect(certifiedRun({})).toEqual({});
});

it.each([
  ['no DER', ab],
  ['another type', [0x16, 2, ...ab]],
  ['a longer length', [0x0c, 3, ...ab]],
  ['more behind it', [0x0c, 2, ...ab, 0]],
  ['a length that is not the shortest', [0x0c, 0x81, 2, ...ab]],
  ['no UTF-8', [0x0c, 1, 0xff]],
  ['nothing', []],
])('an extension with %s is refused', (_, bytes) => {
  expect(() => certifiedRun(extension(18, ...bytes))).toThrow();
});
