import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type InTotoStatement, predicateTypes } from '@cip/provenance';
import { createServiceClient } from '@cip/registry';
import type { SignerSettings } from '@cip/signing';
import { TemporaryFolders } from '@cip/testing';
import { afterAll, expect, it } from 'vitest';
import { openSigner, type SignersSettings } from './open-signer.js';

const folders = new TemporaryFolders();
const client = createServiceClient({});
afterAll(() => Promise.all([folders.remove(), client.close()]));

async function keyIn(folder: string, name: string): Promise<{ settings: SignerSettings; key: KeyObject }> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const file = path.join(folder, name);
  await writeFile(file, privateKey.export({ format: 'pem', type: 'pkcs8' }));
  return { settings: { kind: 'key', file }, key: publicKey };
}

/** How a bundle refers to the key that signed it. */
function hintOf(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ format: 'der', type: 'spki' }))
    .digest('base64');
}

async function hintsOf(settings: SignersSettings): Promise<string[]> {
  const signer = openSigner(settings, { client, environment: {} });
  const bundles = await Promise.all(
    [predicateTypes.promotionRecord, predicateTypes.verificationSummary].map((predicateType) =>
      signer.attest({ predicateType } as InTotoStatement),
    ),
  );
  return bundles.map((bytes) => {
    const { verificationMaterial } = JSON.parse(Buffer.from(bytes).toString()) as {
      readonly verificationMaterial: { readonly publicKey: { readonly hint: string } };
    };
    return verificationMaterial.publicKey.hint;
  });
}

it('has the account for summaries sign those, and nothing else', async () => {
  const folder = await folders.create();
  const [usual, other] = await Promise.all([keyIn(folder, 'usual.key'), keyIn(folder, 'other.key')]);
  const { settings } = usual;
  expect(await hintsOf({ settings })).toEqual([hintOf(usual.key), hintOf(usual.key)]);
  expect(await hintsOf({ settings, summarySettings: other.settings })).toEqual([
    hintOf(usual.key),
    hintOf(other.key),
  ]);
});
