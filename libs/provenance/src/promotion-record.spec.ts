import { expect, it } from 'vitest';
import { type PromotionFacts, promotionRecord } from './promotion-record.js';
import { prowJobIn } from './prow-job.js';
import { parseStatement } from './statement.js';

const hex = '709e17a9c17018997724ed19afc18dbf576e9af10dfe78c13b34175027916d8f';

// The example of kpromo's page on the predicate.
const example = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'registry.k8s.io/foo', digest: { sha256: hex } }],
  predicateType: 'https://k8s.io/promo-tools/promotion/v1',
  predicate: {
    srcRef: `gcr.io/k8s-staging-foo/foo@sha256:${hex}`,
    dstRef: 'registry.k8s.io/foo',
    digest: `sha256:${hex}`,
    timestamp: '2026-09-17T07:00:00Z',
    builderId: 'https://k8s.io/promo-tools@v4.6.0',
    tags: ['v1.0.0'],
    source: { name: 'gcr.io/k8s-staging-foo/foo', digest: { sha256: hex } },
    destination: { name: 'registry.k8s.io/foo', digest: { sha256: hex } },
    manifest: {
      name: 'registry.k8s.io/images/k8s-staging-foo/images.yaml',
      uri: 'git+https://github.com/kubernetes/k8s.io',
      digest: { gitCommit: '0123456789abcdef0123456789abcdef01234567' },
    },
    promoter: { version: 'v4.6.0', gitCommit: 'fedcba9876543210fedcba9876543210fedcba98' },
    job: {
      name: 'post-k8sio-image-promo',
      type: 'postsubmit',
      buildId: '1968000000000000000',
      prowJobId: '0f6d2c4e-0000-0000-0000-000000000000',
    },
  },
};

const job = prowJobIn({
  JOB_NAME: 'post-k8sio-image-promo',
  JOB_TYPE: 'postsubmit',
  BUILD_ID: '1968000000000000000',
  PROW_JOB_ID: '0f6d2c4e-0000-0000-0000-000000000000',
});
const facts: PromotionFacts = {
  publicName: 'registry.k8s.io/foo',
  digest: `sha256:${hex}`,
  source: 'gcr.io/k8s-staging-foo/foo',
  tags: ['v1.0.0'],
  time: new Date('2026-09-17T07:00:00.789Z'),
  promoter: {
    uri: 'https://k8s.io/promo-tools',
    version: 'v4.6.0',
    gitCommit: 'fedcba9876543210fedcba9876543210fedcba98',
  },
  manifest: {
    path: 'registry.k8s.io/images/k8s-staging-foo/images.yaml',
    uri: 'git+https://github.com/kubernetes/k8s.io',
    gitCommit: '0123456789abcdef0123456789abcdef01234567',
  },
  ...(job && { job }),
};

it('a record is the example of the predicate specification, field by field and in its order', () => {
  expect(JSON.stringify(promotionRecord(facts), undefined, 2)).toBe(JSON.stringify(example, undefined, 2));
});

it('what nobody knows is left out', () => {
  const { publicName, digest, time } = facts;
  const promoter = { uri: 'https://promoter.example', version: 'v1' };
  expect(promotionRecord({ publicName, digest, time, promoter, tags: [] }).predicate).toEqual({
    dstRef: publicName,
    digest,
    timestamp: '2026-09-17T07:00:00Z',
    builderId: 'https://promoter.example@v1',
    destination: { name: publicName, digest: { sha256: hex } },
    promoter: { version: 'v1' },
  });
});

it('a manifest outside of a repository has its path alone', () => {
  const record = promotionRecord({ ...facts, manifest: { path: 'manifest.yaml' } });
  expect(record.predicate).toMatchObject({ manifest: { name: 'manifest.yaml' } });
  expect(JSON.stringify(record)).not.toContain('gitCommit":"0123');
});

it('tags are sorted, each once', () => {
  const record = promotionRecord({ ...facts, tags: ['v1.10', 'latest', 'v1.9', 'latest'] });
  expect(record.predicate).toMatchObject({ tags: ['latest', 'v1.10', 'v1.9'] });
});

it('a digest of another algorithm keeps it', () => {
  const digest = `sha512:${'a'.repeat(128)}` as const;
  const record = promotionRecord({ ...facts, digest });
  expect(record.subject[0].digest).toEqual({ sha512: 'a'.repeat(128) });
});

it('outside of Prow there is no job', () => {
  expect(prowJobIn({ JOB_TYPE: 'postsubmit', JOB_NAME: '' })).toBeUndefined();
  expect(prowJobIn({ JOB_NAME: 'promo' })).toEqual({ name: 'promo' });
});

it('what is written can be read', () => {
  const bytes = new TextEncoder().encode(JSON.stringify(promotionRecord(facts)));
  expect(parseStatement(bytes)).toMatchObject({
    predicateType: example.predicateType,
    subjects: [`sha256:${hex}`],
  });
});
