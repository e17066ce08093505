import { describe, expect, it } from 'vitest';
import { digest } from './fixtures.js';
import {
  commonPolicy,
  sourceOfPlatform,
  type SummaryFacts,
  type SummarySource,
  verificationSummary,
} from './verification-summary.js';

const name = 'registry.k8s.io/security-profiles-operator/security-profiles-operator';
const staging = 'us-central1-docker.pkg.dev/k8s-staging-images/sp-operator/security-profiles-operator';
const reviewed = 'K8S_PROMOTION_MANIFEST_REVIEWED';
const policy = {
  uri: 'git+https://github.com/kubernetes/k8s.io',
  path: 'registry.k8s.io/manifests/k8s-staging-sp-operator/promoter-manifest.yaml',
  gitCommit: 'c'.repeat(40),
};

const satisfied = { satisfied: true, level: 3 } as const;
const unleveled = { satisfied: true } as const;
const violated = { satisfied: false } as const;

function source(...outcomes: SummarySource['outcomes']): SummarySource {
  return { outcomes, inputs: [] };
}

function factsOf(...sources: readonly SummarySource[]): SummaryFacts {
  return {
    publicName: name,
    digest: digest('1'),
    time: new Date('2026-09-29T12:00:00Z'),
    verifier: { id: 'https://k8s.io/promo-tools/verifier/v1', version: { kpromo: 'v4.7.0' } },
    policy,
    sources,
    levels: [reviewed],
  };
}

it('a summary has the fields of the summaries of kpromo, in the order of their page', () => {
  const accepted = { uri: `${staging}@${digest('a')}`, digest: digest('e') };
  const statement = verificationSummary(factsOf({ outcomes: [satisfied], inputs: [accepted] }));
  const expected = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name, digest: { sha256: '1'.repeat(64) } }],
    predicateType: 'https://slsa.dev/verification_summary/v1',
    predicate: {
      verifier: { id: 'https://k8s.io/promo-tools/verifier/v1', version: { kpromo: 'v4.7.0' } },
      timeVerified: '2026-09-29T12:00:00Z',
      resourceUri: `${name}@${digest('1')}`,
      policy: {
        uri: 'git+https://github.com/kubernetes/k8s.io#registry.k8s.io/manifests/k8s-staging-sp-operator/promoter-manifest.yaml',
        digest: { gitCommit: 'c'.repeat(40) },
      },
      inputAttestations: [{ uri: `${staging}@${digest('a')}`, digest: { sha256: 'e'.repeat(64) } }],
      verificationResult: 'PASSED',
      verifiedLevels: ['SLSA_BUILD_LEVEL_3', reviewed],
      slsaVersion: '1.0',
    },
  };
  expect(JSON.stringify(statement, undefined, 2)).toBe(JSON.stringify(expected, undefined, 2));
});

describe('result and levels', () => {
  const unevaluated = ['SLSA_BUILD_LEVEL_UNEVALUATED', reviewed];
  it.each<[situation: string, sources: readonly SummarySource[], result: string, levels: readonly string[]]>([
    ['no policy', [source()], 'PASSED', unevaluated],
    ['one policy', [source(satisfied)], 'PASSED', ['SLSA_BUILD_LEVEL_3', reviewed]],
    [
      'the lowest level of all policies',
      [source(satisfied, { satisfied: true, level: 2 })],
      'PASSED',
      ['SLSA_BUILD_LEVEL_2', reviewed],
    ],
    ['a level that was not verified', [source(unleveled)], 'PASSED', unevaluated],
    ['not even beside a verified level', [source(unleveled, satisfied)], 'PASSED', unevaluated],
    ['in any order', [source(satisfied, unleveled)], 'PASSED', unevaluated],
    ['a policy that is not satisfied', [source(satisfied, violated)], 'FAILED', ['FAILED']],
    [
      'all sources satisfied',
      [source(satisfied), source(satisfied)],
      'PASSED',
      ['SLSA_BUILD_LEVEL_3', reviewed],
    ],
    ['a source without a policy', [source(satisfied), source()], 'PASSED', unevaluated],
    ['a source that is not satisfied', [source(), source(violated)], 'FAILED', ['FAILED']],
  ])('%s', (_, sources, verificationResult, verifiedLevels) => {
    expect(verificationSummary(factsOf(...sources)).predicate).toMatchObject({
      verificationResult,
      verifiedLevels,
    });
  });
});

it('each accepted attestation is listed once, and none leaves the list out', () => {
  const input = { uri: `${staging}@${digest('a')}`, digest: digest('e') };
  const other = { uri: `${staging}:sha256-1.att`, digest: digest('d') };
  const facts = factsOf({ outcomes: [satisfied], inputs: [input, other] }, { outcomes: [], inputs: [input] });
  expect(verificationSummary(facts).predicate).toMatchObject({
    inputAttestations: [
      { uri: input.uri, digest: { sha256: 'e'.repeat(64) } },
      { uri: other.uri, digest: { sha256: 'd'.repeat(64) } },
    ],
  });
  expect(verificationSummary(factsOf(source())).predicate).not.toHaveProperty('inputAttestations');
});

it('policies of several manifests are described by their repository', () => {
  const other = { ...policy, path: 'other/promoter-manifest.yaml' };
  expect(commonPolicy(policy, policy)).toEqual(policy);
  const facts = { ...factsOf(source()), policy: commonPolicy(policy, other) };
  expect(verificationSummary(facts).predicate).toMatchObject({
    policy: { uri: 'git+https://github.com/kubernetes/k8s.io', digest: { gitCommit: policy.gitCommit } },
  });
});

describe('a platform manifest', () => {
  const inputs = [{ uri: `${staging}@${digest('a')}`, digest: digest('e') }];
  const proven = { outcomes: [satisfied], inputs };

  it('claims what its own attestations prove', () => {
    expect(sourceOfPlatform(source(violated), proven)).toBe(proven);
  });

  it('claims nothing of its build by those of its index', () => {
    expect(sourceOfPlatform(proven)).toEqual({ outcomes: [], inputs: [] });
    expect(sourceOfPlatform(proven, source())).toEqual({ outcomes: [], inputs: [] });
    expect(sourceOfPlatform(proven, source(violated))).toEqual({ outcomes: [], inputs: [] });
  });

  it('fails with its index', () => {
    const failed = sourceOfPlatform(source(violated), source(violated));
    expect(verificationSummary(factsOf(failed)).predicate).toMatchObject({ verificationResult: 'FAILED' });
  });
});

it('what was not verified has no summary', () => {
  expect(() => verificationSummary(factsOf())).toThrow(/no staging image of sha256:1+ was verified/);
});
