import { defaultConfiguration, type SigningConfiguration } from '@cip/configuration';
import { parseThinTree } from '@cip/manifest';
import { type Digest, digestOf } from '@cip/oci';
import { predicateTypes, type ProvenSigner } from '@cip/provenance';
import type { Carried, CarriedArtifact } from '@cip/signing';
import { treeFiles } from '@cip/testing';
import { expect, it } from 'vitest';
import { type CheckedPromotion, promotionChecks } from './check-promotion.js';

const digest = digestOf(Buffer.from('image'));
const child = digestOf(Buffer.from('child'));
const [home, copy] = ['us.example/prod/app', 'eu.example/prod/app'];
const name = 'registry.example/app';
const own: ProvenSigner = { kind: 'key', name: 'cosign.pub' };
const signer = { kind: 'key', file: 'cosign.key', publicKeyFile: 'cosign.pub' } as const;
const signing: SigningConfiguration = {
  signer,
  summarySigner: signer,
  publicName: 'registry.example',
  signatures: 'both',
  records: true,
  summaries: true,
  promoter: { uri: 'https://promoter.example', verifierId: 'https://promoter.example/verifier', levels: [] },
};

/** A referrer that holds a statement, by the promoter unless said otherwise. */
function bundle(
  predicateType: string,
  predicate: object,
  { about = digest, by = own, called = name } = {},
): CarriedArtifact {
  const [algorithm = '', hex] = about.split(':');
  const subject = [{ name: called, digest: { [algorithm]: hex } }];
  const payload = Buffer.from(JSON.stringify({ subject, predicateType, predicate }));
  const manifest = digestOf(payload);
  return {
    digest: manifest,
    place: 'referrer',
    signatures: [
      {
        digest: manifest,
        part: manifest,
        shownAs: 'it',
        verification: { kind: 'verified', signers: [by] },
        predicateType,
        payload,
      },
    ],
  };
}

const { imageSignature, promotionRecord, verificationSummary } = predicateTypes;
const srcRef = `staging.example/app@${digest}`;
const recorded = { srcRef, dstRef: name, digest, tags: ['v1'], timestamp: '2026-12-01T00:00:00Z' };
const summarized = {
  resourceUri: `${name}@${digest}`,
  verificationResult: 'PASSED',
  verifiedLevels: ['SLSA_BUILD_LEVEL_3', 'EXAMPLE_REVIEWED'],
  timeVerified: '2026-12-01T00:00:00Z',
};
const signature = bundle(imageSignature, {});
const record = bundle(promotionRecord, recorded);
const summary = bundle(verificationSummary, summarized);

function check(
  artifacts: readonly CarriedArtifact[],
  {
    changes = {},
    repository = home,
    of = digest,
  }: { changes?: object; repository?: string; of?: Digest } = {},
): CheckedPromotion | undefined {
  const destinations = ['us.example/prod', 'eu.example/prod'];
  const images = { app: { [digest]: ['v1'] } };
  const files = treeFiles({ app: { source: 'staging.example', destinations, images } });
  const tree = parseThinTree(Object.entries(files).map(([path, text]) => ({ path, shownAs: path, text })));
  const configuration = { ...defaultConfiguration, signing: { ...signing, ...changes } };
  const checks = promotionChecks({ tree, configuration }, { kind: 'tree', directory: 'tree' });
  const image = { repository, digest: of };
  if (checks?.placeOf(image) === undefined) return undefined;
  const carried: Carried = { digest: of, kind: 'image', artifacts, children: [] };
  return checks.check(image, carried);
}

it('finds what the promoter has made, in the order in which it is made, and what it has not', () => {
  const { promotion, violations } = check([summary, record, signature]) ?? expect.fail('not promised');
  expect(promotion.found.map(({ kind, says }) => [kind, says])).toEqual([
    ['signature-bundle', `signed as ${name}`],
    ['record', `promoted from ${srcRef} as v1 at 2026-12-01T00:00:00Z`],
    ['summary', 'PASSED at 2026-12-01T00:00:00Z: SLSA_BUILD_LEVEL_3, EXAMPLE_REVIEWED'],
  ]);
  expect(promotion.missing).toEqual(['signature']);
  expect(violations).toEqual(['the promoter has not made its signature']);
});

it.each([
  ['a stranger signed', bundle(promotionRecord, recorded, { by: { kind: 'key', name: 'other.pub' } })],
  ['is about a platform of it', bundle(promotionRecord, recorded, { about: child })],
  ['is not what its place says', { ...record, misplaced: 'holds more than its bundle' }],
])('what %s does not count', (_, artifact) => {
  const { promotion } = check([artifact]) ?? expect.fail('not promised');
  expect(promotion).toMatchObject({ found: [], commands: [] });
  expect(promotion.missing).toContain('record');
});

it.each([
  [
    'a record of another source',
    bundle(promotionRecord, { ...recorded, srcRef: `evil.example/app@${digest}` }),
    srcRef,
  ],
  [
    'a record of another destination',
    bundle(promotionRecord, { ...recorded, dstRef: 'other.example/app' }),
    name,
  ],
  ['a record of another digest', bundle(promotionRecord, { ...recorded, digest: child }), digest],
  ['a record without a source', bundle(promotionRecord, { ...recorded, srcRef: undefined }), srcRef],
  [
    'a summary of another image',
    bundle(verificationSummary, { ...summarized, resourceUri: 'x' }),
    `${name}@${digest}`,
  ],
  ['a signature of another name', bundle(imageSignature, {}, { called: 'other.example/app' }), name],
])('%s is not right', (_, artifact, wanted) => {
  const { violations } = check([artifact]) ?? expect.fail('not promised');
  expect(violations.filter((one) => !one.startsWith('the promoter has not made'))).toEqual([
    expect.stringMatching(new RegExp(` where it should say ${wanted}$`)),
  ]);
});

it('prints commands for what is there: slsa-verifier where a key signed, and the level has a number', () => {
  const commandsOf = (artifacts: readonly CarriedArtifact[], changes = {}): string[] =>
    (check(artifacts, { changes })?.promotion.commands ?? []).map((one) =>
      one.split(' ').slice(0, 2).join(' '),
    );
  const cosign = ['cosign verify', 'cosign verify-attestation', 'cosign verify-attestation'];
  expect(commandsOf([signature, record, summary])).toEqual([...cosign, 'slsa-verifier verify-vsa']);
  const unevaluated = { ...summarized, verifiedLevels: ['SLSA_BUILD_LEVEL_UNEVALUATED'] };
  expect(commandsOf([signature, record, bundle(verificationSummary, unevaluated)])).toEqual(cosign);
  const failed = { ...summarized, verificationResult: 'FAILED', verifiedLevels: ['FAILED'] };
  expect(commandsOf([signature, record, bundle(verificationSummary, failed)])).toEqual(cosign);
});

it('names the identity for what was signed keyless', () => {
  const by = { kind: 'certificate', issuer: 'https://accounts.example', identity: 'me@example' } as const;
  const keyless = {
    kind: 'keyless',
    token: { provider: 'github' },
    identity: { issuer: by.issuer, subject: by.identity },
    fulcio: 'https://fulcio.example',
    rekor: 'https://rekor.example',
  };
  const certified = bundle(verificationSummary, summarized, { by });
  const { promotion } =
    check([certified], { changes: { signer: keyless, summarySigner: keyless } }) ?? expect.fail();
  expect(promotion.commands).toEqual([
    `cosign verify-attestation --type ${verificationSummary} --certificate-identity me@example --certificate-oidc-issuer https://accounts.example ${name}@${digest}`,
  ]);
});

it('is about what manifests promise, wherever it is kept', () => {
  expect(check([record], { repository: copy })?.promotion.found).toHaveLength(1);
  expect(check([record], { repository: 'elsewhere.example/app' })).toBeUndefined();
  expect(check([record], { of: child })).toBeUndefined();
});
