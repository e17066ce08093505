import type { WriteOnceTarget } from '@cip/oci';
import {
  type InTotoStatement,
  promotionRecord,
  signatureStatement,
  type SignedImage,
  verificationSummary,
} from '@cip/provenance';
import { buildImage } from '@cip/testing';
import { bundleArtifact } from './bundle-artifact.js';
import type { Signer } from './create-signer.js';
import { legacyArtifact } from './legacy-artifact.js';
import { pushMade } from './push-made.js';

export const image = buildImage('app');
export const signed: SignedImage = { publicName: 'registry.k8s.io/app', digest: image.descriptor.digest };
/** Of the run. */
export const time = new Date('2026-11-30T20:00:00.123Z');

/** What is attached in the form of bundles. */
export const statements = {
  signature: signatureStatement(signed),
  record: promotionRecord({
    ...signed,
    source: 'gcr.io/k8s-staging-app/app',
    tags: ['v1.0.0'],
    time,
    promoter: { uri: 'https://k8s.io/promo-tools', version: 'v1.0.0' },
  }),
  summary: verificationSummary({
    ...signed,
    time,
    verifier: { id: 'https://k8s.io/promo-tools/verifier/v1', version: { cip: 'v1.0.0' } },
    policy: { uri: 'git+https://github.com/kubernetes/k8s.io', gitCommit: 'c'.repeat(40) },
    sources: [{ outcomes: [{ satisfied: true, level: 3 }], inputs: [] }],
    levels: ['K8S_PROMOTION_MANIFEST_REVIEWED'],
  }),
};

/** Attaches all statements to the image. */
export async function attachBundles(target: WriteOnceTarget, signer: Signer): Promise<void> {
  for (const statement of Object.values<InTotoStatement>(statements)) {
    const { predicateType } = statement;
    const bundle = await signer.attest(statement);
    const facts = { subject: image.descriptor, bundle, predicateType, created: time };
    await pushMade(target, bundleArtifact(facts));
  }
}

/** Puts a signature of the image under its tag `.sig`. */
export async function attachSignature(target: WriteOnceTarget, signer: Signer): Promise<void> {
  await pushMade(target, legacyArtifact(signed.digest, await signer.signImage(signed)));
}
