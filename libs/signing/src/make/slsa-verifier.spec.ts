import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { verificationSummary } from '@cip/provenance';
import { createServiceClient, type ServiceClient } from '@cip/registry';
import { noGoProgram, goProgram, runGoProgram, slsaVerifier, TemporaryFolders } from '@cip/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signed, time } from './attach-all.fixture.js';
import { cosignKey } from './cosign-key.fixture.js';
import { createSigner } from './create-signer.js';

const folders = new TemporaryFolders();
let folder: string;
let services: ServiceClient;

beforeAll(async () => {
  folder = await folders.create();
  services = createServiceClient();
  await writeFile(file('cosign.key'), cosignKey.encrypted);
  await writeFile(file('cosign.pub'), cosignKey.publicKey);
});
afterAll(async () => {
  await services.close();
  await folders.remove();
});

function file(name: string): string {
  return path.join(folder, name);
}

const verifier = { id: 'https://k8s.io/promo-tools/verifier/v1', version: { cip: 'v1.0.0' } };
const policy = { uri: 'git+https://github.com/kubernetes/k8s.io', gitCommit: 'c'.repeat(40) };
const reviewed = 'K8S_PROMOTION_MANIFEST_REVIEWED';

/** Writes the envelope of a summary: that is what slsa-verifier reads. */
async function writeSummary(
  outcomes: Parameters<typeof verificationSummary>[0]['sources'][number]['outcomes'],
): Promise<void> {
  const sources = [{ outcomes, inputs: [] }];
  const summary = verificationSummary({ ...signed, time, verifier, policy, sources, levels: [reviewed] });
  const environment = { COSIGN_PASSWORD: cosignKey.password };
  const signer = createSigner({ kind: 'key', file: file('cosign.key') }, { client: services, environment });
  const bundle = JSON.parse(Buffer.from(await signer.attest(summary)).toString()) as { dsseEnvelope: object };
  await writeFile(file('summary.json'), JSON.stringify(bundle.dsseEnvelope));
}

function verify(...levels: readonly string[]): Promise<void> {
  return runGoProgram(slsaVerifier, [
    'verify-vsa',
    ...['--subject-digest', signed.digest],
    ...['--attestation-path', file('summary.json')],
    ...['--verifier-id', verifier.id],
    ...['--resource-uri', `${signed.publicName}@${signed.digest}`],
    ...levels.flatMap((level) => ['--verified-level', level]),
    ...['--public-key-path', file('cosign.pub')],
  ]);
}

it('verifies a summary that passed, at its level and no higher', async ({ skip }) => {
  if ((await goProgram(slsaVerifier)) === undefined) return skip(noGoProgram(slsaVerifier));
  await writeSummary([{ satisfied: true, level: 3 }]);
  await verify('SLSA_BUILD_LEVEL_3', reviewed);
  await verify('SLSA_BUILD_LEVEL_2');
  await writeSummary([{ satisfied: true, level: 2 }]);
  await expect(verify('SLSA_BUILD_LEVEL_3')).rejects.toThrow('expected SLSA level');
});

it('refuses a summary that failed', async ({ skip }) => {
  if ((await goProgram(slsaVerifier)) === undefined) return skip(noGoProgram(slsaVerifier));
  await writeSummary([{ satisfied: false }]);
  await expect(verify()).rejects.toThrow('verification result is not Passed');
});

it('knows no level that was not evaluated', async ({ skip }) => {
  if ((await goProgram(slsaVerifier)) === undefined) return skip(noGoProgram(slsaVerifier));
  await writeSummary([]);
  await expect(verify(reviewed)).rejects.toThrow('invalid SLSA level');
});
